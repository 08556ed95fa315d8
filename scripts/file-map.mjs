/**
 * `node scripts/file-map.mjs` writes docs/files.md: each folder below src/ with its files.
 * `node scripts/file-map.mjs src/FOLDER` prints these files, each with the first sentence of its first comment.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each folder with its files, as the text of docs/files.md. */
export function renderMap() {
  const rows = folders().map(({ folder, files }) => {
    return `| \`${folder}\` | ${files.map(shown).join(', ')} |`;
  });
  return `# Source files

Every file below \`src/\`, by folder; names without an ending are TypeScript (\`.ts\`). [Architecture](architecture.md#the-rooms)
says what the folders are for. \`npm run file-map\` writes this page, and \`npm run file-map src/FOLDER\` prints what each file
of a folder is for.

| folder | files |
|---|---|
${rows.join('\n')}
`;
}

/** In the order of their names, with the names of the files that are directly in each. */
function folders() {
  const paths = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  // Python leaves its compiled modules beside them.
  const written = paths.filter((path) => extname(path) !== '' && !path.includes('__pycache__'));
  const files = written.map((path) => join('src', path));
  const names = [...new Set(files.map((file) => dirname(file)))].sort();
  return names.map((folder) => ({
    folder,
    files: files
      .filter((file) => dirname(file) === folder)
      .map((file) => basename(file))
      .sort((a, b) => shown(a).localeCompare(shown(b))),
  }));
}

function shown(name) {
  return name.replace(/\.ts$/, '');
}

/** How a comment looks, by the file's extension. Its first group is the text. */
const comments = {
  '.ts': /\/\*\*([\s\S]*?)\*\//,
  '.py': /"""([\s\S]*?)"""/,
  '.sh': /((?:^# .*\n)+)/m,
};

function firstSentence(path) {
  const comment = comments[extname(path)]?.exec(readFileSync(join(root, path), 'utf8'))?.[1] ?? '';
  const text = comment.replace(/^ *[*#] ?/gm, '').trim();
  const [paragraph = ''] = text.split(/\n\s*\n|^@/m);
  const [sentence = ''] = /^.*?\.(?= [A-Z`]|$)|^.*$/.exec(paragraph.replace(/\s+/g, ' ').trim()) ?? [];
  return sentence.replace(/\.$/, '');
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const asked = argv[2] && folders().find(({ folder }) => folder === argv[2].replace(/\/$/, ''));
  if (asked)
    for (const name of asked.files) console.log(`${name}: ${firstSentence(join(asked.folder, name))}`);
  else writeFileSync(join(root, 'docs/files.md'), renderMap());
}
