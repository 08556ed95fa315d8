import { describe, expect, it } from 'vitest';
import { decodeFile } from '../../../src/recipe/formats/files/decode.js';
import { codesIn, fieldsIn, notesIn, understood, understoodFiles } from '../../support/understood.js';

const md5 = 'a'.repeat(32);

it('report 8: an environment.yml that includes a requirements.txt asks for it, and is read with it', () => {
  const environment = 'dependencies:\n  - python=3.11\n  - pip:\n    - -r file:requirements.txt\n';
  expect(codesIn(environment, 'environment.yml')).toEqual(['package-file-include']);
  const { packages, problems } = understoodFiles(
    ['environment.yml', environment],
    ['requirements.txt', 'six\n'],
  );
  expect(packages.map(({ spec, source }) => [spec.text, source])).toEqual([['six', 'pypi']]);
  expect(problems).toEqual([]);
});

it('report 8: a reference in a list on one line is asked for at its line, and the others are read', () => {
  const environment = 'name: one\ndependencies: [numpy, {pip: ["-r requirements.txt", rich]}]\n';
  const [problem] = understood(environment, 'environment.yml').problems;
  expect(problem).toMatchObject({ line: 2, error: { code: 'package-file-include' } });
  const { packages, problems } = understoodFiles(
    ['environment.yml', environment],
    ['requirements.txt', 'six'],
  );
  expect(packages.map(({ spec, source }) => [spec.text, source])).toEqual([
    ['numpy', 'conda'],
    ['rich', 'pypi'],
    ['six', 'pypi'],
  ]);
  expect(problems).toEqual([]);
});

it('report 9: builds, other platforms and paths of another machine are left out with a note each', () => {
  const exported = 'dependencies:\n  - vc=14.1=h0510ff6_3\n  - numpy=1.16.4=py37h95a1406_0\n';
  expect(fieldsIn(exported, 'environment.yml')).toEqual({ packages: ['numpy==1.16.4'] });
  expect(notesIn(exported, 'environment.yml').join()).toMatch(/`vc` was left out.*Build strings/s);
  const frozen = 'exceptiongroup @ file:///croot/exceptiongroup_1/work\n';
  expect(fieldsIn(frozen, 'requirements.txt')).toEqual({ packages: ['exceptiongroup'] });
});

it.each([
  ['dependecies:\n  - six\n', 'did you mean `dependencies`'],
  ['dependencies: [a]\ndependencies: [b]\n', 'line 2: the key is in the file twice'],
  ['- six\n', 'no keys'],
  ['', 'is empty'],
  ['dependencies:\n\t- six\n', 'line 2: the line is indented with a tab'],
])('report 10: a file with a mistake is refused with the place and the fix: %j', (text, why) => {
  expect(understood(text, 'environment.yml').problems[0]?.error.message).toContain(why);
});

it.each([
  ['UTF-16 of PowerShell', Buffer.from('\ufeffsix==1.16.0\r\n', 'utf16le'), 'requirements.txt'],
  ['UTF-8 of Windows editors', Buffer.from('\ufeffdependencies:\r\n  - six==1.16.0\r\n'), 'environment.yml'],
])('report 11: %s is read', (_, bytes, name) => {
  expect(fieldsIn(decodeFile({ name, bytes }), name)).toEqual({ packages: ['six==1.16.0'] });
});

it.each(['environment.yml', 'requirements.txt', 'uv.lock', 'pyproject.toml'])(
  'report 12: a web page that was saved as %s is recognised',
  (name) => {
    expect(codesIn('<!DOCTYPE html>\n<html><body>[project]</body></html>', name)).toEqual([
      'file-is-web-page',
    ]);
  },
);

it.each(['-e .', './local', 'file:///x/local', '-e ../x'])('report 13: %s is a path and refused', (line) => {
  expect(codesIn(`${line}\n`, 'requirements.txt')).toEqual(['package-is-path']);
});

describe('report 31: explicit locks', () => {
  it('are known by their content, and refused on another platform', () => {
    const text = `@EXPLICIT\nhttps://h/c/linux-s390x/six-1-0.conda#${md5}\n`;
    const { kind, problems } = understood(text, 'requirements.txt');
    expect(kind).toBe('explicit');
    expect(problems[0]?.error.message).toContain('line 2: `six-1-0.conda` is for linux-s390x');
  });
});
