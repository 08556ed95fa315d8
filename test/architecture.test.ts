import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRoot } from '../src/program.js';

/** What each room may import besides itself; the same table as in docs/architecture.md. */
const allowed: Record<string, readonly string[]> = {
  '.': ['*'],
  recipe: ['errors'],
  site: ['recipe', 'errors', 'process', 'files', 'version'],
  plan: ['recipe', 'site', 'errors', 'version', 'registry'],
  build: [
    'plan',
    'recipe',
    'site',
    'errors',
    'files',
    'process',
    'version',
    'program',
    'registry',
    'words-for',
  ],
  kernels: [
    'build',
    'plan',
    'recipe',
    'site',
    'errors',
    'files',
    'process',
    'program',
    'version',
    'words-for',
  ],
  presets: ['recipe', 'site', 'errors', 'program'],
  form: ['presets', 'recipe', 'site', 'errors'],
  doctor: [
    'form',
    'presets',
    'kernels',
    'build',
    'plan',
    'recipe',
    'site',
    'errors',
    'process',
    'program',
    'registry',
    'version',
    'words-for',
  ],
  web: [
    'form',
    'presets',
    'kernels',
    'doctor',
    'build',
    'plan',
    'recipe',
    'site',
    'errors',
    'files',
    'program',
    'version',
    'words-for',
  ],
  cli: [
    'form',
    'presets',
    'kernels',
    'doctor',
    'build',
    'plan',
    'recipe',
    'site',
    'errors',
    'files',
    'program',
    'version',
    'words-for',
  ],
  browser: [
    'build/events',
    'build/state',
    'plan/plan',
    'errors',
    'words-for',
    'web/view-models',
    'web/icons',
    'web/sgr',
    'web/inline-text',
  ],
};

const source = join(appRoot, 'src');

interface Import {
  from: string;
  room: string;
  to: string;
}

const imports: Import[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .flatMap((path) => {
    const text = readFileSync(join(source, path), 'utf8');
    const names = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, name = '']) => name);
    return names.map((name) => {
      const to = relative(source, join(source, dirname(path), name)).replace(/\.js$/, '');
      return { from: path, room: path.includes('/') ? (path.split('/', 1)[0] ?? '') : '.', to };
    });
  });

describe('Imports point one way', () => {
  it.each(Object.keys(allowed).filter((room) => room !== '.'))('%s imports only what it may', (room) => {
    const own = imports.filter((each) => each.room === room);
    expect(own.length).toBeGreaterThan(0);
    const wrong = own.filter(({ to }) => !isAllowed(room, to)).map(({ from, to }) => `${from} imports ${to}`);
    expect(wrong).toEqual([]);
  });

  it('has a row for every room', () => {
    expect(imports.map(({ room }) => room).filter((room) => !(room in allowed))).toEqual([]);
  });

  it('keeps the plan away from disk, processes, clock and chance', () => {
    const plan = readdirSync(join(source, 'plan'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.ts'),
    );
    const touching = plan.filter((path) => {
      const text = readFileSync(join(source, 'plan', path), 'utf8');
      return /from 'node:(?!path)|Date\.now|new Date|Math\.random|process\.env/.test(text);
    });
    expect(touching).toEqual([]);
  });
});

function isAllowed(room: string, to: string): boolean {
  return (
    to.startsWith(`${room}/`) ||
    (allowed[room] ?? []).some((each) => to === each || to.startsWith(`${each}/`))
  );
}
