import { describe, expect, it } from 'vitest';
import { askedPackages } from '../../../src/kernels/like/asked-packages.js';
import { packagesOf } from '../../../src/kernels/like/recipe-like.js';
import { python } from '../../../src/languages/python/index.js';

const named = (name: string, ...needs: string[]) => ({ name, version: '1.0', needs });
const { normalizeName } = python.packages;
const asked = (...packages: ReturnType<typeof named>[]) =>
  askedPackages(packages, normalizeName).map(({ name }) => name);

describe('the packages that someone has asked for', () => {
  it.each([
    [
      'those that no other needs',
      [named('numpy'), named('Pandas', 'numpy', 'tzdata'), named('tzdata')],
      ['Pandas'],
    ],
    ['compared as the index does', [named('ruamel.yaml'), named('x', 'Ruamel_YAML')], ['x']],
    ['one of a circle', [named('a', 'b'), named('b', 'a'), named('c')], ['c', 'a']],
    ['one that needs itself with an extra', [named('dask', 'dask')], ['dask']],
    ['one with needs that are not installed', [named('a', 'b')], ['a']],
  ])('are %s', (_, packages, expected) => {
    expect(asked(...packages)).toEqual(expected);
  });

  it('are found in time that grows with their number alone', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      named(`p${index}`, `p${index + 1}`, `p${index + 2}`),
    );
    expect(asked(...chain)).toEqual(['p0']);
  });
});

describe('the packages of another environment', () => {
  const of = (conda: boolean, ...packages: (ReturnType<typeof named> & { direct?: string })[]) =>
    packagesOf({ version: '3.11.2', conda, packages }, python);

  it('keep their versions, without what only serves notebooks', () => {
    const { packages, notes } = of(
      false,
      named('pandas', 'numpy'),
      named('numpy'),
      named('jupyterlab', 'numpy'),
      named('pip'),
    );
    expect(packages).toEqual(['pandas==1.0']);
    expect(notes).toEqual([
      '3 more packages of its environment came with these, or a kernel does not need them',
    ]);
  });

  it('are what a server needed, if something else was asked for with it', () => {
    expect(of(false, named('jupyterlab', 'requests'), named('requests')).packages).toEqual(['requests==1.0']);
  });

  it('are named if they cannot be installed again', () => {
    const { packages, notes } = of(
      true,
      { ...named('mine'), direct: 'file:///home/ada/mine' },
      { ...named('torch'), version: '2.1.0+cu118' },
    );
    expect(packages).toEqual(['torch==2.1.0']);
    expect(notes.join('\n')).toMatch(/not from a package index: `mine`\n.*`torch`\nConda made/);
  });
});
