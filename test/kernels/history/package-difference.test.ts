import { describe, expect, it } from 'vitest';
import { packageDifference } from '../../../src/kernels/history/package-difference.js';
import { lockedPackages } from '../../../src/managers/locked-packages.js';

const hash = (digit: string) => `--hash=sha256:${digit.repeat(64)}`;
const pip = (...lines: string[]) => lockedPackages({ lock: `${lines.join('\n')}\n` });
const conda = (...files: string[]) =>
  lockedPackages({ lock: `@EXPLICIT\n${files.map((file) => `https://h/c/noarch/${file}`).join('\n')}\n` });

describe('packageDifference', () => {
  it.each([
    ['nothing', ['a==1'], ['A==1'], []],
    ['an added package', [], ['a==1'], ['added a → 1']],
    ['a removed package', ['a==1'], [], ['removed a 1 →']],
    ['a newer version', ['a==1.9'], ['a==1.10'], ['up a 1.9 → 1.10']],
    ['an older version', ['a==1.0'], ['a==1.0rc1'], ['down a 1.0 → 1.0rc1']],
    ['another spelling of a version', ['a==1.0'], ['a==1.0.0'], ['other a 1.0 → 1.0.0']],
    ['another file', [`a==1 ${hash('a')}`], [`a==1 ${hash('b')}`], ['other a 1 → 1']],
    ['a further file of one version', [`a==1 ${hash('a')}`], [`a==1 ${hash('b')} ${hash('a')}`], []],
    ['a version without a known hash', ['a==1'], [`a==1 ${hash('b')}`], []],
    ['one package in two spellings', ['Scikit_Learn==1'], ['scikit-learn==2'], ['up scikit-learn 1 → 2']],
  ])('finds %s', (_, before, after, expected) => {
    const found = packageDifference(pip(...before), pip(...after));
    expect(found.map(({ kind, name, from = '', to = '' }) => `${kind} ${name} ${from} → ${to}`)).toEqual(
      expected.map((text) => text.replace(/ →$/, ' → ').replace(/^(added \S+) →/, '$1  →')),
    );
  });

  it('sees another build of conda, but not another address of one file', () => {
    const build = packageDifference(conda('a-1-py_0.conda#d1'), conda('a-1-py_1.conda#d2'));
    expect(build).toMatchObject([{ kind: 'other', name: 'a', source: 'conda' }]);
    const moved = lockedPackages({ lock: '@EXPLICIT\nhttps://mirror/noarch/a-1-py_0.conda#d1\n' });
    expect(packageDifference(conda('a-1-py_0.conda#d1'), moved)).toEqual([]);
  });

  it('reports a package that pip takes over from conda as two changes', () => {
    const found = packageDifference(conda('a-1-py_0.conda'), pip('a==2'));
    expect(found.map(({ kind, source }) => `${kind} ${source}`)).toEqual(['removed conda', 'added pypi']);
  });

  it('says which changes were asked for', () => {
    const asked = { before: [{ name: 'Gone' }], after: [{ name: 'new' }] };
    const found = packageDifference(pip('gone==1', 'gone-too==1'), pip('new==1', 'needed==1'), asked);
    expect(found.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      'gone: asked',
      'gone-too: dependency',
      'needed: dependency',
      'new: asked',
    ]);
  });
});
