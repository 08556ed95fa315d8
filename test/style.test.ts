import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRoot } from '../src/base/program.js';

/** Old words, and what to write. docs/develop.md, *Style*, has the rules behind them. */
const words: readonly [old: RegExp, better: string][] = [
  [/\bmend(s|ed|ing)?\b/i, 'fix, correct'],
  [/\btold\b/i, 'reported, shown'],
  [/\btells\b/i, 'says, reports, shows; tells apart: distinguishes'],
  [/\b(stands?|stood) (there|beside|in (?!for\b))/i, 'is in, is listed, appears in'],
  [/\bwhose\b/i, 'with, of which; or two sentences'],
  [/\bshall\b/i, 'must, has to'],
  [/\b(is|are|was|were) to be\b/i, 'must be, has to be'],
  [/\banew\b/i, 'again'],
  [/\brubble\b/i, 'leftovers'],
  [/\b[Nn]obody\b/, 'no one, no other user'],
  [/\b[Ff]oreign\b/, 'other, untrusted; another platform'],
  [/\blikewise\b/i, 'also, in the same way'],
  [/\bof (its|their|our) own\b/i, 'its own X, a separate X'],
  [/\bfound out\b/i, 'found, reported'],
  [/\bthat there (is|are) not\b/i, 'unknown, missing'],
  [/\bbelongs into\b/i, 'belongs in, put it in'],
  [/\buttered\b/i, 'asked for, requested'],
  [/\bbeyond doubt\b/i, 'certainly'],
  [/\bholds off\b/i, 'is not a security boundary'],
  [/\b(asked )?of conda alone\b/i, 'needs conda'],
  [/\bmanagers? of the conda family\b/i, '`conda`, `mamba` or `micromamba`'],
  [/\b(here )?for this manager\b/i, 'with the package manager `x`'],
  [/\bwhere nothing is said\b/i, 'by default'],
  [/\bdoors?\b/i, 'page, form, entry point'],
  [/\billegal\b|(?<![.\w-])invalid(?![_\w-])/i, 'what is wrong, and what is allowed'],
  [/\b(oops|please|simply)\b/i, 'nothing: leave it out'],
];

/** What is quoted, or means something else: each with the old words that it may have. */
const exceptions: readonly { path: string; old: RegExp; because: string }[] = [
  { path: 'test/style.test.ts', old: /./, because: 'it has the list' },
  { path: 'docs/develop.md', old: /./, because: 'it has the list' },
  { path: 'src/recipe/text/sentence.ts', old: /^please$/, because: 'people write it' },
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
    words.flatMap(([old, better]) => {
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
    ['a mistake is told with its mend', ['fix', 'reported']],
    ['the word nobody; the account NOBODY', ['no one']],
    ['class="is-invalid" aria-invalid="true", issue.code === "invalid_type", no-host.invalid', []],
    ['a stand-in stands in for conda', []],
  ])('are read as written: %s', (text, better) => {
    expect(oldWords('a.md', text).map((line) => line.split('→ ')[1])).toEqual(
      better.map((word) => expect.stringContaining(word)),
    );
  });
});
