/** The choice of a GPU in the texts of the fields *Variables during installation* and *Channels or package indexes*. Pure. */
import type { GpuChoice } from '../../../shared/form/create-page.js';

interface Texts {
  /** `NAME=value` lines. */
  variables: string;
  channels: string;
}

/** The number of the choice that the texts have; 0, which changes nothing, if it is none of the others. */
export function choiceIn({ variables, channels }: Texts, choices: readonly GpuChoice[]): number {
  const lines = [...linesOf(variables), ...linesOf(channels)];
  const found = choices.findIndex(
    (choice, index) => index > 0 && linesOfChoice(choice).every((line) => lines.includes(line)),
  );
  return Math.max(0, found);
}

/** The texts with one choice and none of the others. */
export function withGpu(
  { variables, channels }: Texts,
  chosen: GpuChoice,
  choices: readonly GpuChoice[],
): Texts {
  const names = new Set(choices.flatMap((choice) => Object.keys(choice.variables)));
  const others = new Set(choices.flatMap(({ channel }) => channel ?? []));
  const keptVariables = linesOf(variables).filter((line) => !names.has(line.split('=', 1)[0] ?? ''));
  const keptChannels = linesOf(channels).filter((line) => !others.has(line));
  const added = Object.entries(chosen.variables).map(([name, value]) => `${name}=${value}`);
  return {
    variables: [...keptVariables, ...added].join('\n'),
    channels: [...keptChannels, ...(chosen.channel ? [chosen.channel] : [])].join('\n'),
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function linesOfChoice({ variables, channel }: GpuChoice): string[] {
  const assigned = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return [...assigned, ...(channel ? [channel] : [])];
}
