import { describe, expect, it } from 'vitest';
import { interpreterKind, parseInterpreter } from '../../../src/sources/runtime/interpreter.js';

const answer = { path: '/usr/bin/python3.11', version: '3.11.2', implementation: 'cpython', pip: '23.0.1' };
const found = {
  path: '/usr/bin/python3.11',
  version: '3.11.2',
  pip: '23.0.1',
  machine: '',
  glibc: '',
  venv: true,
};

describe('An interpreter of the host', () => {
  it.each([
    ['python3', true],
    ['python3.11', true],
    ['python', false],
    ['python3-config', false],
  ])('may be called %s: %s', (name, expected) => {
    expect(interpreterKind.names.test(name)).toBe(expected);
  });

  it.each<[string, string | undefined, ReturnType<typeof parseInterpreter>]>([
    ['says what it is', JSON.stringify(answer), found],
    ['may print lines before', `loading\n${JSON.stringify(answer)}\n`, found],
    [
      'makes no environments without pip',
      JSON.stringify({ ...answer, pip: '' }),
      { ...found, pip: '', venv: false },
    ],
    ['is not another implementation', JSON.stringify({ ...answer, implementation: 'pypy' }), undefined],
    ['knows its path', JSON.stringify({ ...answer, path: '' }), undefined],
    ['prints whole JSON', '{"path": "/usr/bin/py', undefined],
    ['answers', undefined, undefined],
  ])('%s', (_what, output, expected) => {
    expect(parseInterpreter(output)).toEqual(expected);
  });
});
