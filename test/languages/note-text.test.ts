/** Notes about kernels that work: a language words those that its own program finds. */
import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { bash } from '../../src/languages/bash/index.js';
import { languages } from '../../src/languages/index.js';
import { noteTexts } from '../../src/languages/note-text.js';

const note = (code: string) => ({ code, what: 'six', where: '/home/ada' });
const source = (path: string) => readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');

// What writes notes, and how it names the code of one.
it.each([
  ['languages/python/probe/notes.py', /'code': '([\w-]+)'/g, 2],
  ['sources/runtime/packages.py', /'code': '([\w-]+)'/g, 1],
  ['kernels/starting/base-interpreter.ts', /code: '([\w-]+)'/g, 1],
  ['kernels/operations/looks/check.ts', /code: '([\w-]+)'/g, 1],
])('Each note of %s has a text', (path, pattern, number) => {
  const codes = [...source(path).matchAll(pattern)].map(([, code = '']) => code);
  expect(codes).toHaveLength(number);
  for (const code of codes)
    expect(noteTexts([note(code)])).toEqual([expect.stringMatching(/six|\/home\/ada/)]);
});

it('A language has texts for its own notes, and those of another version of the app are left out', () => {
  const noisy = { ...bash, notes: { 'too-loud': ({ what }: { what: string }) => `\`${what}\` is loud` } };
  Object.assign(languages, { noisy });
  onTestFinished(() => void Reflect.deleteProperty(languages, 'noisy'));
  expect(noteTexts([note('too-loud'), note('unheard-of')])).toEqual(['`six` is loud']);
});
