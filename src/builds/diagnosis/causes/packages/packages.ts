/** Packages and versions that do not exist, or that have another name. */
import { condaHasNone, NAME, pipHasNone, uvHasNone } from '../../../../reading/error-patterns.js';
import type { NextStep } from '../../../../shared/builds/build-events.js';
import { anyOf, type CauseRow, type Context, type Explanation } from '../cause-row.js';
import { anyVersion, otherPackage } from '../next-steps.js';

const INDEX = 'the package index';
const CHANNELS = 'the channels';

export const packageCauses: readonly CauseRow[] = [
  {
    id: 'package-renamed',
    pattern:
      /The '([^'\s]+)' PyPI package is deprecated, use '([^'\s]+)'|`([^`\s]+)` is often confused for `([^`\s]+)`|The "([^"\s]+)" package has been removed!\s+Please install "([^"\s]+)"/,
    example: "The 'sklearn' PyPI package is deprecated, use 'scikit-learn'",
    say: ([, old, name, confused, meant, removed, instead]) => ({
      message: removed
        ? `\`${removed}\` was renamed to \`${instead}\``
        : `\`${old ?? confused}\` is not the package that its name suggests`,
      hint: `Write \`${name ?? meant ?? instead}\` instead`,
      next: otherPackage(removed ?? old ?? confused, name ?? meant ?? instead),
    }),
  },
  {
    id: 'no-such-version',
    pattern: new RegExp(
      String.raw`satisfies the requirement ${NAME}([^\s,]+(?: ?,[^\s,]+)*) .*\(from versions: (?!none)(.*)\)`,
    ),
    example:
      'ERROR: Could not find a version that satisfies the requirement six==99.0 (from versions: 1.16.0, 1.17.0)',
    say: ([, name, version, versions = ''], context) =>
      ownMissing(name, context, INDEX) ??
      noSuchVersion({ name, version, where: INDEX, known: newest(versions) }),
  },
  {
    id: 'no-such-version',
    pattern: anyOf(
      String.raw`there\s+is\s+no\s+version\s+of\s+${NAME}([=<>!~]\S+)`,
      String.raw`only\s+${NAME}([<>]\S+)\s+is\s+available\s+and\s+you\s+require\s+\3([=<>!~]\S+),\s+we`,
    ),
    example:
      'Because there is no version of six==99.0 and you require six==99.0, we can conclude that your requirements are unsatisfiable.',
    say: ([, name, version, other, available, wanted], context) =>
      ownMissing(name ?? other, context, INDEX) ??
      noSuchVersion({
        name: name ?? other,
        version: version ?? wanted,
        where: INDEX,
        known: available && `it has \`${other}${available}\``,
      }),
  },
  {
    id: 'no-such-version',
    pattern: anyOf(
      String.raw`PackagesNotFound\w*Error:(?:(?!NotFound)[\s\S])*?\n[ \t]+- (?:[^\s:]+::)?${NAME}([=<>~! ]=?[^\n]*\d[^\n]*|\[version=[^\n]*)`,
      String.raw`No candidates were found for ${NAME} (\d\S*|[=<>!~]\S+)`,
      String.raw`─ ${NAME} +(=?[\d<>!][\S]*)[* ]*does not exist`,
      String.raw`nothing provides requested ${NAME} ([^\s*]\S*)`,
    ),
    example: 'Cannot solve the request because of: No candidates were found for gadget 99.*.',
    say: (match, context) => {
      const [name, version] = given(match);
      return (
        ownMissing(name, context, CHANNELS) ??
        noSuchVersion({ name, version: version?.replace(/\.$/, ''), where: CHANNELS })
      );
    },
  },
  {
    id: 'no-such-package',
    pattern: anyOf(pipHasNone, uvHasNone),
    example: 'ERROR: Could not find a version that satisfies the requirement nunpy (from versions: none)',
    say: (match, context) =>
      ownMissing(given(match)[0], context, INDEX) ?? {
        message: `\`${given(match)[0]}\` is not on the package index`,
        hint: suggestion(
          given(match)[0],
          context,
          'this error also appears if the package has no file for this Python or processor',
        ),
        next: closest(given(match)[0], context),
      },
  },
  {
    id: 'no-such-package',
    pattern: anyOf(
      String.raw`(?:PackagesNotFound\w*Error|ResolvePackageNotFound):(?:(?!NotFound)[\s\S])*?\n[ \t]+- (?:[^\s:]+::)?${NAME}`,
      ...condaHasNone,
    ),
    example:
      'PackagesNotFoundInChannelsError: The following packages are not available from current channels:\n\n  - nosuchpkg',
    say: (match, context) =>
      ownMissing(given(match)[0], context, CHANNELS) ?? {
        message: `\`${given(match)[0]}\` is in none of the channels`,
        hint: suggestion(given(match)[0], context, 'it may be in another channel, or on PyPI for pip'),
        next: closest(given(match)[0], context),
      },
  },
  {
    id: 'spec-not-understood',
    pattern:
      /(?:InvalidMatchSpec: Invalid|SpecError: The package) spec '(.+?)'|Invalid requirement: '?(.+?)'?(?::|$)|Couldn't parse requirement/m,
    example: "InvalidMatchSpec: Invalid spec 'py thon ===': ...",
    say: ([, conda, pip]) => ({
      message: `The package manager cannot read the package spec${(conda ?? pip) ? ` \`${conda ?? pip}\`` : ''}`,
      hint: 'Write a package spec such as `numpy`, `numpy>=1.26,<3` or `numpy==1.26.4`',
    }),
  },
];

interface Missing {
  name?: string | undefined;
  version?: string | undefined;
  where: string;
  /** The existing versions, if the tool reports them. */
  known?: string | undefined;
}

function noSuchVersion({ name = '', version = '', where, known = '' }: Missing): Explanation {
  const wanted = version.trim();
  const asked = `${name}${/^\d/.test(wanted) ? ' ' : ''}${wanted}`;
  return {
    message: `\`${asked}\` does not exist in ${where}${known && `; ${known}`}`,
    hint: `Use a version that exists, or request \`${name}\` without a version`,
    next: anyVersion(name),
  };
}

/** A package that the app adds has the right name, so the index or the channels lack it. */
function ownMissing(name: string | undefined, { own }: Context, where: string): Explanation | undefined {
  if (!name || !own?.includes(name)) return undefined;
  return {
    message: `The package \`${name}\`, which Create Kernel adds to every environment, is not in ${where}`,
    hint:
      where === INDEX
        ? 'Check that the index of the recipe or the site is a complete mirror of PyPI and can be reached'
        : 'Add a channel that has it, such as `conda-forge`',
  };
}

/** The newest versions of an ordered list, without pre-releases. */
function newest(versions: string): string {
  const released = versions.split(', ').filter((version) => !/[a-z]/i.test(version.replace('post', '')));
  return `the newest for this Python are ${released.slice(-4).join(', ')}`;
}

function suggestion(name: string | undefined, { closeNames }: Context, otherwise: string): string {
  const close = (name && closeNames?.(name)) || [];
  if (close.length > 0) return `Did you mean ${close.map((each) => `\`${each}\``).join(' or ')}?`;
  return `Check the spelling; ${otherwise}`;
}

function closest(name: string | undefined, { closeNames }: Context): NextStep[] {
  return otherPackage(name, name && closeNames?.(name)[0]);
}

/** The groups that matched. */
function given(match: readonly (string | undefined)[]): string[] {
  return match.slice(1).filter((group) => group !== undefined);
}
