/** Shows what was read from a form as chips: packages, the version, channels, problems and notes. Pure. */
import { formIdOf } from '../../form/form-ids.js';
import type { Submission } from '../../form/submission.js';
import type { ChannelOrigin, PlacedChannel } from '../../recipe/asked-channels.js';
import type { PackageAsked } from '../../recipe/intake/request.js';
import type { Chip } from '../../shared/view-models.js';

// A page becomes slow with a chip for each word of a long text.
const CHIP_LIMIT = 500;

export function makeChips({ read, notes }: Submission, channels: readonly PlacedChannel[]): Chip[] {
  const chips: Chip[] = [
    ...read.packages.map(packageChip),
    ...(read.languageVersion
      ? [{ kind: 'version', value: read.languageVersion, label: `version ${read.languageVersion}` } as const]
      : []),
    ...channels.map(channelChip),
    ...read.problems.map(({ error }): Chip => ({ kind: 'problem', value: '', label: error.message })),
    ...notes.map((note): Chip => ({ kind: 'note', value: '', label: note })),
  ];
  return chips.slice(0, CHIP_LIMIT);
}

function packageChip({ spec, from, module }: PackageAsked): Chip {
  const given = module ?? from ?? spec.text;
  return {
    kind: 'package',
    value: spec.text,
    label: given === spec.text ? given : `${given} → ${spec.text}`,
  };
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
