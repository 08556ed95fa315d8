/** Shows what was read from a form as chips: packages, the version, channels, problems and notes. Pure. */
import { formIdOf } from '../../../form/form-ids.js';
import type { Submission } from '../../../form/submission.js';
import { languageOrDefault } from '../../../languages/index.js';
import type { TextPlace } from '../../../reading/finding.js';
import type { ChannelOrigin, PlacedChannel } from '../../../recipe/channels/asked-channels.js';
import { choiceText } from '../../../recipe/intake/request/choices.js';
import type { PackageAsked, ProblemFound } from '../../../recipe/intake/request/request.js';
import { noteWords } from '../../../recipe/intake/request/request.js';
import { isSecret } from '../../../recipe/secret-variables.js';
import type { Chip, ChipChoice } from '../../../shared/form/understood.js';

// A page becomes slow with a chip for each word of a long text.
const CHIP_LIMIT = 500;

export function makeChips({ read, notes, readable }: Submission, channels: readonly PlacedChannel[]): Chip[] {
  const { normalizeName } = languageOrDefault(readable?.language).packages;
  const leftOut = new Set(read.notes.filter(({ left_out }) => left_out).map(noteWords));
  const chosen = new Map(read.notes.map((note) => [noteWords(note), note.chosen]));
  const servers = new Set(read.notes.filter(({ server }) => server).map(noteWords));
  const chips: Chip[] = [
    ...read.packages.map((asked) => packageChip(asked, normalizeName)),
    ...(read.languageVersion
      ? [{ kind: 'version', value: read.languageVersion, label: `version ${read.languageVersion}` } as const]
      : []),
    ...channels.map(channelChip),
    ...read.modules.map(
      (module): Chip => ({ kind: 'module', value: module, label: module, about: 'module' }),
    ),
    ...variableChips({ ...read.kernelVariables, ...read.buildVariables }),
    ...read.problems.map(problemChip),
    // Servers have a row with a check box.
    ...notes
      .filter((note) => !servers.has(note))
      .map((note): Chip => {
        const undo = chosen.get(note);
        return {
          kind: leftOut.has(note) ? 'left-out' : 'note',
          value: '',
          label: note,
          ...(undo && { undo }),
        };
      }),
  ];
  return chips.slice(0, CHIP_LIMIT);
}

function packageChip(
  { spec, from, module, optional, guessed, ...place }: PackageAsked,
  normalizeName: (name: string) => string,
): Chip {
  const given = module ?? from ?? spec.text;
  const about = guessed ? 'a guess' : optional ? 'imported too' : undefined;
  return {
    kind: 'package',
    value: spec.text,
    label: given === spec.text ? given : `${given} → ${spec.text}`,
    ...(spec.name && { package: normalizeName(spec.name) }),
    ...(about && { about }),
    ...originOf({ ...place, ...(from && { from }) }),
  };
}

function variableChips(variables: Readonly<Record<string, string>>): Chip[] {
  return Object.entries(variables).map(([name, value]) => {
    // A secret value is not repeated on the page.
    const label = isSecret([name, value]) ? `${name}=…` : `${name}=${value}`;
    return { kind: 'variable', value: name, label, about: 'variable' };
  });
}

/** The typed text is changed by a choice; what is chosen about a file is kept beside it. */
function problemChip({ id, error, choices, ...place }: ProblemFound): Chip {
  const { file, line, from } = place;
  const at = { ...(line && { line }), ...(from && { from }) };
  const offered = choices.map((choice): ChipChoice => {
    const { label, text } = choice;
    return file === undefined ? { label, text, ...at } : { label, choose: choiceText(id, choice) };
  });
  return {
    kind: 'problem',
    value: '',
    label: noteWords({ ...place, text: error.message }),
    ...(!error.code.endsWith('-not-understood') && { decide: true }),
    ...originOf(place),
    ...(offered.length > 0 && { choices: offered }),
  };
}

function originOf({ file, line, from }: TextPlace): { origin?: string } {
  const words = [file, line && `line ${line}`, from].filter(Boolean).join(': ');
  return words === '' ? {} : { origin: words };
}

/** Where a channel comes from, and the recipe field in which a person can remove it. */
const origins: Record<ChannelOrigin, { about: string; field?: string }> = {
  field: { about: 'channel', field: 'channels' },
  packages: { about: 'channel from your text', field: 'packages' },
  file: { about: 'channel from the file' },
  site: { about: 'channel of the site' },
};

function channelChip({ channel, origin }: PlacedChannel): Chip {
  const { about, field } = origins[origin];
  return {
    kind: 'channel',
    value: channel,
    label: channel,
    about,
    ...(field && { field: formIdOf(field) }),
  };
}
