import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../scripts/file-map.mjs';
import { appRoot } from '../src/base/program.js';
import { languages } from '../src/languages/index.js';

const source = join(appRoot, 'src');

/** What each room may import besides itself, as docs/architecture.md says. */
const allowed = readTable(readFileSync(join(appRoot, 'docs/architecture.md'), 'utf8'));

function readTable(text: string): Record<string, string[]> {
  const section = text.split('\n## ').find((part) => part.startsWith('The rooms')) ?? '';
  const rows = [...section.matchAll(/^\| `(\w+)` \|.*\| ([\w, ]+) \|$/gm)];
  return Object.fromEntries(
    rows.map(([, room = '', rooms = '']) => [room, rooms === 'nothing' ? [] : rooms.split(', ')]),
  );
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.d.ts'),
);

const imports = files.flatMap((path) => {
  const text = readFileSync(join(source, path), 'utf8');
  const names = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, name = '']) => name);
  return names.map((name) => ({
    from: path,
    to: relative(source, join(source, dirname(path), name)).replace(/\.js$/, '.ts'),
  }));
});

/** The folder of src/ that a file is in; empty for the files that start the programs. */
function roomOf(path: string): string {
  return path.includes('/') ? (path.split('/', 1)[0] ?? '') : '';
}

describe('Imports', () => {
  const rooms = new Set(files.map(roomOf).filter(Boolean));

  it('are ruled by a row for every room, and by no other row', () => {
    expect(Object.keys(allowed).sort()).toEqual([...rooms].sort());
  });

  it.each([...rooms])('of %s lead only where its row says', (room) => {
    const own = imports.filter(({ from }) => roomOf(from) === room);
    const wrong = own.filter(({ to }) => roomOf(to) !== room && !allowed[room]?.includes(roomOf(to)));
    expect(wrong).toEqual([]);
  });

  it('are all needed: a row names no room that its own does not import', () => {
    const used = (room: string) =>
      new Set(imports.filter(({ from }) => roomOf(from) === room).map(({ to }) => roomOf(to)));
    const unused = Object.entries(allowed).flatMap(([room, others]) =>
      others.filter((other) => !used(room).has(other)).map((other) => `${room} → ${other}`),
    );
    expect(unused).toEqual([]);
  });

  it('make no circle of files', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to } of imports) graph.set(from, [...(graph.get(from) ?? []), to]);
    expect(circles(graph)).toEqual([]);
  });
});

describe('A language', () => {
  const own = /^languages\/([a-z]+)\//;

  it('is known to its folder and the registry alone', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        own.test(to) && own.exec(from)?.[1] !== own.exec(to)?.[1] && from !== 'languages/index.ts',
    );
    expect(wrong).toEqual([]);
  });

  it('is taken out of the registry by an id that was given, never by its name', () => {
    const naming = files.filter((path) =>
      Object.keys(languages).some((id) =>
        new RegExp(`\\blanguages(\\.${id}\\b|\\['${id}'\\])`).test(readFileSync(join(source, path), 'utf8')),
      ),
    );
    expect(naming).toEqual([]);
  });
});

describe('The list of files in docs/files.md', () => {
  it('has every file of src/, and no other (`npm run file-map` writes it)', () => {
    const sections = readFileSync(join(appRoot, 'docs/files.md'), 'utf8').split(/^## /m).slice(1);
    const listed = sections.flatMap((section) => {
      const folder = section.slice(0, section.indexOf('\n'));
      return [...section.matchAll(/^\| `(.+?)` \| (?=[^ |])/gm)].map(([, name = '']) => `${folder}/${name}`);
    });
    expect(listed.sort()).toEqual(
      sourceFiles()
        .map((path) => `src/${path}`)
        .sort(),
    );
  });
});

/** Each circle once, as the files along it. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push(path.slice(path.indexOf(file)));
    if (path.includes(file) || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

describe('Planning', () => {
  it.each(['steps', 'languages', 'managers', 'plan'])(
    'keeps %s away from disk, processes, clock and chance',
    (room) => {
      const touching = files.filter((path) => {
        const text = readFileSync(join(source, path), 'utf8');
        return (
          roomOf(path) === room &&
          /from 'node:(?!path)|Date\.now|new Date|Math\.random|process\.env/.test(text)
        );
      });
      expect(touching).toEqual([]);
    },
  );
});
