import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRoot } from '../src/base/program.js';

/** The table of docs/develop.md, *Style*, and how each of its old words is recognised. */
const words: readonly [better: string, not: string, old: RegExp][] = [
  ['fix, correct', 'mend', /\bmend(s|ed|ing)?\b/i],
  ['reports, says, shows', 'is told', /\btold\b/i],
  ['reports, says, shows; distinguishes', 'tells, tells apart', /\btells\b/i],
  [
    'appears in the launcher, is listed',
    'stands in, stands there, stands beside',
    /\b(stands?|stood) (there|beside|in (?!for\b))/i,
  ],
  ['with, of which; two sentences', 'whose', /\bwhose\b/i],
  ['must, has to', 'shall', /\bshall\b/i],
  ['must be, has to be', 'is to be', /\b(is|are|was|were) to be\b/i],
  ['again, retype, start over', 'anew, afresh', /\b(anew|afresh)\b/i],
  ['leftovers', 'rubble', /\brubble\b/i],
  ['no one, no other user', 'nobody', /\b[Nn]obody\b/],
  ['other platforms, untrusted', 'foreign', /\b[Ff]oreign\b/],
  ['also, in the same way', 'likewise', /\blikewise\b/i],
  ['its own X, a separate X', 'X of its own', /\bof (its|their|our) own\b/i],
  ['found, reported', 'found out', /\bfound out\b/i],
  ['has an unknown field', 'has a field that there is not', /\bthat there (is|are) not\b/i],
  ['belongs in', 'belongs into', /\bbelongs into\b/i],
  ['asked for, requested', 'uttered', /\buttered\b/i],
  ['certainly', 'beyond doubt', /\bbeyond doubt\b/i],
  ['is not a security boundary', 'holds off no one', /\bholds off\b/i],
  [
    'needs conda, requested from conda',
    'can be asked of conda alone, what is asked of conda',
    /\bof conda alone\b|\bask(s|ed) of\b/i,
  ],
  ['`conda`, `mamba` or `micromamba`', 'a manager of the conda family', /\bof the conda family\b/i],
  ['with the package manager `x`', 'for this manager', /\b(here )?for this manager\b/i],
  ['smoke test', 'smoke check, smoke code', /\bsmoke (checks?|code)\b/i],
  ['by default', 'where nothing is said', /\bwhere nothing is said\b/i],
  ['anyway', 'all the same', /\ball the same\b/i],
  ['one per line', 'one a line, a line each', /\b(one a line|a line each)\b/i],
  ['Jupyter servers', 'servers of Jupyter', /\bservers? of jupyter\b/i],
  ['is available, can be installed', 'can be had, cannot be had', /\b(can|cannot|could not) be had\b/i],
  ['lacks, needs', 'misses a module', /\bmisses (a|it|only|the|them)\b/i],
  ['Python versions, interpreters, environments', 'Pythons', /\bPythons\b/],
  ['published', 'the launcher has generation 2', /\blauncher has generation\b/i],
  ['page, form, entry point', 'door', /\bdoors?\b/i],
  ['what is wrong, and what is allowed', 'invalid, illegal', /\billegal\b|(?<![.\w-])invalid(?![_\w-])/i],
  ['nothing: leave it out', 'oops, please, simply, just', /\b(oops|please|simply|just)\b/i],
];

/** What is quoted, or means something else: each with the old words that it may have. */
const exceptions: readonly { path: string; old: RegExp; because: string }[] = [
  { path: 'test/style.test.ts', old: /./, because: 'it has the list' },
  { path: 'docs/develop.md', old: /./, because: 'it has the list' },
  { path: 'src/recipe/text/sentence.ts', old: /^(please|just)$/, because: 'people write it' },
  { path: 'test/fixtures/', old: /./, because: 'output of tools' },
  ...[
    'src/builds/diagnosis/',
    'test/builds/diagnosis/',
    'src/builds/launchers/schedulers/',
    'test/builds/launchers/schedulers/',
    'test/parts/',
    'test/base/errors.test.ts',
    'test/reports/packages.test.ts',
    'test/real/parts/conda.test.ts',
  ].map((path) => ({ path, old: /^(invalid|illegal|please)$/i, because: 'quotes output of tools' })),
  ...[
    'test/real/private-account.test.ts',
    'test/real/release/launch.test.ts',
    'test/site/private-directories.test.ts',
    'test/site/settings/effects/places.ts',
  ].map((path) => ({ path, old: /^nobody$/, because: 'a user of the host' })),
];

const folders = [
  '.ci',
  'bench',
  'bin',
  'dashboard',
  'docs',
  'examples',
  'scripts',
  'src',
  'template',
  'test',
];
const textOfRoot = /\.(md|erb|yml|js|json|mts)$/;
const notText = /\.(png|svg|pyc)$|^template\/program\/|^bench\/\.compiled\//;

/** The project's own text files; not what is installed or compiled. */
const files = [
  ...readdirSync(appRoot).filter((name) => textOfRoot.test(name) && name !== 'package-lock.json'),
  ...folders.flatMap((folder) =>
    readdirSync(join(appRoot, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name}`,
    ),
  ),
].filter((path) => !notText.test(path) && statSync(join(appRoot, path)).isFile());

/** `path:line: old word → what to write` for each old word of a text. */
function oldWords(path: string, text: string): string[] {
  const mayHave = exceptions.filter((exception) => path.startsWith(exception.path)).map(({ old }) => old);
  return text.split('\n').flatMap((line, index) =>
    words.flatMap(([better, , old]) => {
      const [found] = old.exec(line) ?? [];
      if (!found || mayHave.some((allowed) => allowed.test(found))) return [];
      return [`${path}:${index + 1}: “${found}” → ${better}`];
    }),
  );
}

describe('Messages, pages, documents and comments', () => {
  it('use the words of docs/develop.md', () => {
    const found = files.flatMap((path) => oldWords(path, readFileSync(join(appRoot, path), 'utf8')));
    expect(found).toEqual([]);
  });

  it.each([
    ['a mistake is told with its mend', ['fix', 'reports']],
    ['the word nobody; the account NOBODY', ['no one']],
    ['class="is-invalid" aria-invalid="true", issue.code === "invalid_type", no-host.invalid', []],
    ['a stand-in stands in for conda', []],
  ])('are read as written: %s', (text, better) => {
    expect(oldWords('a.md', text).map((line) => line.split('→ ')[1])).toEqual(
      better.map((word) => expect.stringContaining(word)),
    );
  });
});

describe('The list of words', () => {
  it('is the table of docs/develop.md', () => {
    const text = readFileSync(join(appRoot, 'docs/develop.md'), 'utf8');
    const [, table = ''] = text.split('| write | not |\n|---|---|\n');
    const rows = table.split('\n\n', 1)[0]?.split('\n') ?? [];
    expect(rows).toEqual(words.map(([better, not]) => `| ${better} | ${not} |`));
  });

  it.each(words)('has “%s” in place of each of “%s”', (better, not) => {
    const each = not.split(', ');
    expect(each.flatMap((word) => oldWords('a.md', `what ${word} it has`))).toEqual(
      each.map(() => expect.stringContaining(`→ ${better}`)),
    );
  });
});
