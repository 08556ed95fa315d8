/** Reads the packages that errors of pip, uv and conda name. */
import { condaHasNone, NAME, pipHasNone, uvHasNone } from '../../reading/error-patterns.js';
import { type Finding, leftOut, note } from '../../reading/finding.js';
import type { LineReader } from '../../reading/reader.js';
import type { SourceId } from '../../sources/index.js';
import { commandsIn } from './commands/commands-in.js';
import { readInstaller } from './commands/installers.js';
import { withoutBuilds } from './without-builds.js';

interface Pattern {
  pattern: RegExp;
  source: SourceId;
  /** What the tool reports of the package, if not that it found none. */
  what?: string;
}

const NOT_FOUND = 'was not found by the tool that reports it: check the spelling and the version';
const NOT_BUILT =
  'could not be built by the tool that reports it: another version, or a conda package, needs no build';
const NO_WHEEL =
  'has no file for the Python or the platform of the tool that reports it: try another version of it or of Python';

const PATTERNS: readonly Pattern[] = [
  { pattern: /satisfies the requirement (\S.{0,200}?) \(from versions/, source: 'pypi' },
  { pattern: new RegExp(pipHasNone), source: 'pypi' },
  { pattern: /No matching distribution found for (\S.{0,200}?)(?: \(|$)/, source: 'pypi' },
  { pattern: new RegExp(uvHasNone), source: 'pypi' },
  { pattern: new RegExp(String.raw`there is no version of ${NAME}([=<>!~]\S+)`), source: 'pypi' },
  {
    pattern: new RegExp(String.raw` requires ${NAME}([<>=!~][\w.*+,<>=!~]{0,100}?)?, which is not installed`),
    source: 'pypi',
    what: 'is needed by another package, and was not installed where the message comes from',
  },
  {
    pattern: new RegExp(
      String.raw`(?:all versions of|Because) ${NAME}(==[\w.+!]{1,60})? ha(?:s|ve) no wheels`,
    ),
    source: 'pypi',
    what: NO_WHEEL,
  },
  { pattern: /Failed building wheel for ([\w.-]{1,100})/, source: 'pypi', what: NOT_BUILT },
  {
    pattern: /Failed to build [`']([\w.-]{1,100})((?:[=<>]=\S{1,60}?)?)[`']/,
    source: 'pypi',
    what: NOT_BUILT,
  },
  {
    pattern: new RegExp(
      String.raw`[├└]─ ${NAME} =*(\d[\w.]*\*{0,2}) +(?:\* +)?is requested and can be installed`,
    ),
    source: 'conda',
    what: 'does not fit others that were asked for where the message comes from',
  },
  // conda and mamba print a version without an operator. What packages of the request need is further inside.
  {
    pattern: new RegExp(
      String.raw`^(?!.*(?:, which | would require))[^]*(?:[├└]─|nothing provides requested) ${NAME} =*(\d[\w.]*\*{0,2})(?: |$)`,
    ),
    source: 'conda',
  },
  ...condaHasNone.map((pattern) => ({ pattern: new RegExp(pattern), source: 'conda' as const })),
];

const LIST_BEGINS = /(?:PackagesNotFound\w*Error|ResolvePackageNotFound|NoPackagesFound\w*)\b/;

/** A reader of the lines of one text: conda names what it did not find in a list after the error. */
export function toolErrorReader(): LineReader {
  let inList = false;
  return (line) => {
    if (LIST_BEGINS.test(line)) {
      inList = true;
      return [];
    }
    const [, item = ''] = /^- (\S.*)$/.exec(line) ?? [];
    if (inList && item !== '' && !item.includes('://'))
      return withoutBuilds([
        { kind: 'package', spec: item.replaceAll(' ', ''), from: item, source: 'conda' },
      ]);
    if (line !== '' && item === '') inList = false;
    return readConflict(line) ?? readImpossible(line) ?? readToolError(line) ?? readAdvice(line);
  };
}

const CONFLICT = new RegExp(
  String.raw`(?:^|\s)${NAME} ([\w.+!]{1,60}) (?:requires|has requirement) ${NAME}([<>=!~][^;]{0,200}?)?(?:;.{0,200}?)?, but you(?: have|'ll have) `,
);

/** pip, of packages that were installed one after the other. A new kernel solves them together. */
function readConflict(line: string): Finding[] | undefined {
  const [, name, version, needed, constraint = ''] = CONFLICT.exec(line) ?? [];
  if (name === undefined || needed === undefined) return undefined;
  const both = [name, needed].map((spec): Finding => ({ kind: 'package', spec, from: spec, source: 'pypi' }));
  return [
    ...both,
    note(`\`${name} ${version}\` needs \`${needed}${constraint}\`: a new kernel gets versions that fit`),
  ];
}

/** pip, of versions that were asked for together. */
function readImpossible(line: string): Finding[] | undefined {
  const [, list = ''] =
    /Cannot install (.{1,400}) because these package versions have conflicting dependencies/.exec(line) ?? [];
  const specs = [...new Set(list.split(/,? and |, /))];
  // `-r requirements.txt (line 1)` is in a file, which has to be given too.
  if (!specs.every((spec) => PINNED.test(spec))) return undefined;
  const shown = specs.map((spec) => `\`${spec}\``).join(' and ');
  return [
    ...specs.map((spec): Finding => {
      return { kind: 'package', spec: spec.replace(/[<>=!~].*$/, ''), from: spec, source: 'pypi' };
    }),
    note(`${shown} cannot be installed together: a new kernel gets versions that fit`),
  ];
}

const PINNED = new RegExp(String.raw`^${NAME}(?:[<>=!~]\S{1,100})?$`);

function readToolError(line: string): Finding[] | undefined {
  for (const { pattern, source, what = NOT_FOUND } of PATTERNS) {
    const [, name, version = ''] = pattern.exec(line) ?? [];
    if (name === undefined) continue;
    const spec = name + (/^\d/.test(version) ? `==${condaVersion(version)}` : version.replace(/\.$/, ''));
    return [{ kind: 'package', spec, from: spec, source }, note(`\`${spec}\` ${what}`)];
  }
  return undefined;
}

/** `8.9*` and `8.9**`, as libmamba prints it with any build, are prefixes, which pip and conda write `8.9.*`. */
function condaVersion(version: string): string {
  return version.replace(/\.?\*{1,2}$/, '.*');
}

/** Advice in an error: “Use `pip install openpyxl`”. */
function readAdvice(line: string): Finding[] | undefined {
  const [command, ...more] = commandsIn(line);
  if (command && /` or /.test(line))
    return [
      ...command.findings,
      ...more.map(({ text }) => leftOut(text, 'the first of the alternatives was taken')),
    ];
  if (command) return [command, ...more].flatMap(({ findings }) => findings);
  const [, tool, all = ''] = /\b(pip3?|conda|mamba) install ([^`'";:()]{1,200})/.exec(line) ?? [];
  if (tool === undefined) return undefined;
  const words = all.trim().split(/\s+/);
  const end = words.findIndex((word) =>
    /^(?:to|or|and|for|first|with|in|then|if|from|into|on|it|them|the|but|is|was|does|did|fails|failed|works|gives|says|stops|hangs|again|always|command)$/.test(
      word,
    ),
  );
  const packages = (end < 0 ? words : words.slice(0, end)).map((word) => word.replace(/[.,]$/, ''));
  return readInstaller([tool, 'install', ...packages])?.filter(({ kind }) =>
    ['package', 'channel'].includes(kind),
  );
}
