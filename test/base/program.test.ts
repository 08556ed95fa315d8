import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRoot, programVersion } from '../../src/base/program.js';

const read = (path: string) => readFileSync(join(appRoot, path), 'utf8');
const field = (path: string, pattern: RegExp) => pattern.exec(read(path))?.[1];

describe('the version', () => {
  it('is the content of VERSION: three numbers, as packages need', () => {
    expect(programVersion()).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each(['package.json', 'package-lock.json'])('is the same in %s', (path) => {
    expect(JSON.parse(read(path)).version).toBe(programVersion());
  });
});

describe('the oldest supported Node.js', () => {
  const oldest = JSON.parse(read('package.json')).engines.node.replace('>=', '');

  it.each([
    ['the doctor', 'src/doctor/checks/program.ts', /OLDEST_NODE = '(.+)'/],
    ['the launch', 'bin/needs.sh', /^OLDEST_NODE=(.+)$/m],
    ['the instructions', 'docs/install.md', /Node\.js (\d+\.\d+) or newer/],
  ])('is the same for %s as for npm', (_, path, pattern) => {
    expect(field(path, pattern)).toBe(oldest);
  });

  it('is the same for `npm start`', () => {
    expect(field('scripts/setup.mjs', /const NODE = \[(\d+, \d+)\]/)?.replace(', ', '.')).toBe(oldest);
  });
});
