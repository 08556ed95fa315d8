/** `node scripts/file-map.mjs` writes docs/files.md: each source file with the first sentence of its first comment. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** How a comment looks, by the file's extension. Its first group is the text. */
const comments = {
  '.ts': /\/\*\*([\s\S]*?)\*\//,
  '.py': /"""([\s\S]*?)"""/,
  '.sh': /((?:^# .*\n)+)/m,
};

/** The paths of the programs' files below src/, sorted by folder; style sheets and views are not programs. */
export function sourceFiles() {
  const all = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const files = all.filter((path) => extname(path) in comments && !path.endsWith('.d.ts'));
  return files.sort((a, b) => dirname(a).localeCompare(dirname(b)) || a.localeCompare(b));
}

function renderMap() {
  const files = sourceFiles();
  const sections = [...new Set(files.map((path) => dirname(path)))].map((folder) => {
    const rows = files
      .filter((path) => dirname(path) === folder)
      .map((path) => `| \`${basename(path)}\` | ${firstSentence(path)} |`);
    return [`## ${folder === '.' ? 'src' : `src/${folder}`}`, '', '| file | |', '|---|---|', ...rows].join(
      '\n',
    );
  });
  const head =
    'Each program file below `src/`, with the first sentence of its first comment; views and style sheets are left out. `npm run file-map` writes this page.';
  return `${['# Source files', head, ...sections].join('\n\n')}\n`;
}

function firstSentence(path) {
  const [, comment = ''] = comments[extname(path)].exec(readFileSync(join(root, 'src', path), 'utf8')) ?? [];
  const text = comment.replace(/^ *[*#] ?/gm, '').trim();
  const [paragraph = ''] = text.split(/\n\s*\n|^@/m);
  const [sentence = ''] = /^.*?\.(?= [A-Z`]|$)|^.*$/.exec(paragraph.replace(/\s+/g, ' ').trim()) ?? [];
  return sentence.replace(/\.$/, '').replaceAll('|', '\\|');
}

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, 'docs/files.md'), renderMap());
