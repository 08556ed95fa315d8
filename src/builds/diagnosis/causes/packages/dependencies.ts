/** Packages of channels that need something which the channels or this host do not have. */
import { anyOf, type CauseRow, type StepFailure } from '../cause-row.js';
import { ifPythonIsChosen } from '../next-steps.js';
import { namesNoCause } from '../tools/conda-solver.js';

/** `name version-parts`, as solvers write what a package needs. */
const SPEC = String.raw`((?!__)[\w.-]{1,100})((?: [^,\n]{0,100}(?:,[<>=!~][^,\n]{0,100}){0,8}?)?) ?`;
const NEEDS = String.raw`[├└]─ ([\w.-]{1,100})[^\n]{0,200}?(?:would require|because it requires)\n[\s│├└]{0,200}─ `;
const ABSENT = '(?:for which no candidates were found|which does not exist)';

export const dependencyCauses: readonly CauseRow[] = [
  {
    id: 'dependency-missing',
    pattern: anyOf(
      String.raw`nothing provides (?!requested )${SPEC}needed by ([\w.-]{1,150})-[^-\s]{1,50}-[^-\s]{1,80}$`,
      `${NEEDS}${SPEC}, ${ABSENT}`,
    ),
    when: isNoConflict,
    example:
      '└─ fastp 0.24.0 would require\n   └─ libdeflate >=1.20,<1.21.0a0, for which no candidates were found.',
    say: ([, name, version, needing, needingToo, nameToo, versionToo], { command = [] }) => {
      const wanted = name ?? nameToo ?? '';
      // The version that is asked for leaves no candidate: these two conflict.
      if (command.some((word) => nameInSpec(word) === wanted)) return undefined;
      return missing(needing ?? needingToo ?? '', wanted, version ?? versionToo ?? '');
    },
  },
  {
    id: 'other-system-needed',
    pattern: needsOfHost('osx|win'),
    when: isNoConflict,
    example: '└─ mac-tool 1.0 would require\n   └─ __osx >=10.13, for which no candidates were found.',
    say: (match) => {
      const { needing, property } = ofHost(match);
      return {
        message: `${needing} is built for ${property === 'osx' ? 'macOS' : 'Windows'}, and this host runs Linux`,
        hint: 'Leave it out, or choose a version or a channel that has it for Linux',
      };
    },
  },
  {
    id: 'newer-processor-needed',
    pattern: needsOfHost('archspec'),
    when: isNoConflict,
    example:
      '└─ fast-tool 1.0 would require\n   └─ __archspec 1.* x86_64_v4, for which no candidates were found.',
    say: (match) => {
      const { needing, version } = ofHost(match);
      const level = /[a-z]\w*/.exec(version)?.[0];
      return {
        message: `${needing} is built for another processor than this host has${level ? ` (\`${level}\`)` : ''}`,
        hint: 'Choose another version or build of the package, or build on a host with such a processor',
      };
    },
  },
  {
    id: 'conflict-unclear',
    pattern: /UnsatisfiableError: The following specifications were found to be incompatible/,
    when: ({ lines }) => namesNoCause(lines.map(({ text }) => text).join('\n')),
    example:
      "UnsatisfiableError: The following specifications were found to be incompatible with each other:\n\nPackage python conflicts for:\npip -> python[version='>=3.10']",
    say: (_, context) => ({
      message: 'The packages cannot be installed together, and conda names only `python` as the reason',
      hint: `${ifPythonIsChosen(context, 'Choose another Python version, or add') || 'Add'} a channel: a package that the requested ones need may be in none of these channels`,
    }),
  },
];

function nameInSpec(word: string): string | undefined {
  return /^(?:[^\s:]+::)?([\w.-]+?)(?:[=<>!~[ ].*)?$/.exec(word)?.[1];
}

/** Of a conflict, solvers list all branches, also those that nothing can provide. */
function isNoConflict({ lines }: Pick<StepFailure, 'lines'>): boolean {
  return !lines.some(({ text }) => /which conflicts with|conflicts? with any/.test(text));
}

/** Virtual packages stand for what a host has: https://docs.conda.io/projects/conda/en/stable/dev-guide/plugins/virtual_packages.html */
function needsOfHost(names: string): RegExp {
  const property = String.raw`__(${names})\b([^,\n]{0,100})`;
  return anyOf(
    String.raw`nothing provides (?:requested )?${property} needed by ([\w.-]{1,150})-[^-\s]{1,50}-[^-\s]{1,80}$`,
    `${NEEDS}${property}, (?:${ABSENT}|which is missing on the system)`,
    String.raw`^ {2}- ([\w.-]{1,100})\S{0,100} (?:-> [^\n]{0,200} )?-> ${property}`,
  );
}

function ofHost(match: readonly (string | undefined)[]): {
  needing: string;
  property: string;
  version: string;
} {
  const [, property, version, needing, inTree, treeProperty, treeVersion, classic, itsProperty, itsVersion] =
    match;
  const name = needing ?? inTree ?? classic;
  return {
    needing: name ? `\`${name}\`` : 'A package',
    property: property ?? treeProperty ?? itsProperty ?? '',
    version: version ?? treeVersion ?? itsVersion ?? '',
  };
}

/** Channels of packages that few other channels have. */
const CHANNELS: readonly [RegExp, string][] = [
  [/^(?:cuda|libcu|libnv|nccl|cudnn)/, 'nvidia'],
  [/^(?:pytorch|torch)/, 'pytorch'],
  [/^bioconductor-/, 'bioconda'],
];

function missing(needing: string, name: string, version: string) {
  const channel = CHANNELS.find(([pattern]) => pattern.test(name))?.[1] ?? 'conda-forge';
  return {
    message: `\`${needing}\` needs \`${`${name} ${version.replace(/[\s*]+$/, '').trim()}`.trim()}\`, which is in none of the channels`,
    hint: `Add a channel that has it, such as \`${channel}\`, or choose another version of \`${needing}\``,
  };
}
