/** Words the result of a build. Pure. */
import type { Build } from '../../builds/build.js';
import { languages } from '../../languages/index.js';
import { noteTexts } from '../../languages/note-text.js';
import type { Cause, NextStep } from '../../shared/builds/build-events.js';
import type { BuildState } from '../../shared/builds/build-state.js';
import { compiledText } from '../../shared/builds/step-words.js';
import { buildWords, count, formatSeconds, formatSize } from '../../shared/format.js';
import { exits } from '../command.js';
import { plainText } from '../output/plain-text.js';
import { noteLines, problemLines } from '../output/problems.js';

export interface BuildOutcome {
  exit: number;
  /** The result. */
  lines: string[];
  /** What went wrong. */
  problem: string[];
}

type Ended = Pick<Build, 'id' | 'plan' | 'state'>;

interface Around {
  /** The address of Jupyter. */
  jupyter?: string | undefined;
  /** Which running kernels use an earlier generation, in a sentence. */
  running?: string | undefined;
}

/** The result of a build that has ended. */
export function outcomeOf(build: Ended, around: Around = {}): BuildOutcome {
  const { id, state } = build;
  const { word } = buildWords[state.status];
  const kept = state.kept ? [`kept for inspection: ${state.kept}`] : [];
  if (state.status === 'succeeded') {
    return { exit: exits.done, lines: readyLines(build, around), problem: [] };
  }
  if (state.status === 'cancelled') {
    return {
      exit: exits.cancelled,
      lines: [`${word}: ${unchanged(build)}`, ...kept],
      problem: [],
    };
  }
  const { cause } = state;
  const log = `log: create-kernel logs ${id}${cause?.line ? `  (line ${cause.line})` : ''}`;
  return {
    exit: exits.buildFailed,
    lines: [`${word} after ${formatSeconds(secondsOf(state))}`, ...kept],
    problem: [...(cause ? causeLines(cause) : []), ...nextLines(build, cause), log],
  };
}

/** The code that failed comes between what is wrong and what to do. */
function causeLines(cause: Cause): string[] {
  const [wrong = '', ...others] = problemLines(cause);
  const code = (cause.excerpt?.split('\n') ?? []).map((line) => `  | ${plainText(line)}`);
  return [wrong, ...code, ...others];
}

/** A command for each change of the recipe that may help. */
function nextLines({ id, plan }: Ended, cause: BuildState['cause']): string[] {
  const isFor = ({ add, upgrade }: NextStep) =>
    add !== undefined || (upgrade !== undefined) === (plan.onto === true);
  const steps = (cause?.next ?? []).filter(isFor);
  return steps.map((step) => `try: create-kernel retry ${id} --step ${step.id}  (${plainText(step.label)})`);
}

function unchanged({ plan }: Ended): string {
  return plan.onto ? 'the kernel has not changed' : 'the launcher has not changed';
}

function readyLines(build: Ended, { jupyter, running }: Around): string[] {
  const { word } = buildWords.succeeded;
  const { display_name, generation } = build.state;
  const compiled = compiledText(build.state);
  const ready = build.plan.onto
    ? `“${display_name}” is generation ${generation} now`
    : `“${display_name}” is in the launcher; if Jupyter is already open, reload its page`;
  return [
    `${word}: ${ready}`,
    `kernelspec: ${build.plan.kernel_directory}`,
    ...(jupyter?.startsWith('http') ? [`Jupyter: ${jupyter}`] : []),
    factsOf(build).join(', '),
    ...(running ? [plainText(running)] : []),
    ...(compiled ? [`compiled from source: ${compiled}`] : []),
    ...noteLines(noteTexts(build.state.report?.notes ?? [])),
  ];
}

function factsOf({ plan, state }: Ended): string[] {
  const { report } = state;
  const time = formatSeconds(secondsOf(state));
  if (!report) return [time];
  const language = languages[plan.language]?.label ?? plan.language;
  return [
    count(report.packages.length, 'package'),
    formatSize(report.size),
    `${language} ${report.kernel.language_version}`,
    time,
  ];
}

function secondsOf({ started, ended = started }: BuildState): number {
  return Math.max(0, ended - started) / 1000;
}

/** A build as `--json` prints it; times are milliseconds since 1970. */
export function buildJson({ id, plan, state }: Ended): object {
  const { name, display_name, status, reason, cause, kept, manager, generation, started, ended } = state;
  const { job, host } = state;
  const { prefix, kernel_directory } = plan;
  const details = { reason, cause, kept, ended, job, host };
  return {
    id,
    name,
    display_name,
    status,
    manager,
    generation,
    prefix,
    kernel_directory,
    started,
    ...details,
  };
}
