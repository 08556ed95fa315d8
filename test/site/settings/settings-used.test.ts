import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRoot } from '../../../src/base/program.js';
import { sections } from '../../support/settings-reference.js';

// What declares settings, and what only tells of them: neither makes a setting true.
const NOT_OBEYING = /^(site\/settings|doctor\/)/;

const sources = readdirSync(join(appRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !NOT_OBEYING.test(path))
  .map((path) => withoutComments(readFileSync(join(appRoot, 'src', path), 'utf8')));

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*/g, '');
}

/** Whether code has the name as a property: read, destructured, or named as a key. */
function reads(code: string, name: string): boolean {
  return new RegExp(`(?<=[.{,['"(]\\s*)${name}\\b`).test(code);
}

/** Whether code obeys a setting: what lies between its section and its name may be known only when it runs, such as a phase. */
function obeys(code: string, path: string): boolean {
  const [section = '', ...names] = path.split('.');
  const name = names.at(-1);
  // An entry of a list may have been handed on by itself, under its name.
  const entry = section.replace(/s\[\]$/, '');
  const known = entry === section ? reads(code, section) : new RegExp(entry, 'i').test(code);
  return known && (name === undefined || reads(code, name));
}

describe('every setting is read by what obeys it', () => {
  const paths = sections.flatMap(({ settings }) => settings.map(({ path }) => path));

  it.each(paths)('%s', (path) => {
    const found = sources.some((code) => obeys(code, path));
    expect(found, `no file in src/ reads ${path}`).toBe(true);
  });

  it('and one that nothing reads would be found', () => {
    expect(sources.some((code) => obeys(code, 'limits.no_such_setting'))).toBe(false);
  });
});
