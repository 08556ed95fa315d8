import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/errors.js';
import { parsePackageSpec } from '../../../src/sources/specs/package-spec.js';
import fc from '../../support/properties.js';

/** What `run` gives, or the code of the error that it throws. */
function outcome(run: () => string): string {
  try {
    return run();
  } catch (error) {
    return error instanceof UserError ? error.code : `not a UserError: ${error}`;
  }
}

const canonical = (text: string) => outcome(() => parsePackageSpec(text).text);

describe('parsePackageSpec', () => {
  it.each([
    // pip's forms
    ['numpy', 'numpy'],
    ['  numpy  ', 'numpy'],
    ['numpy >= 1.20 , < 2', 'numpy>=1.20,<2'],
    ['numpy (>=1.2)', 'numpy>=1.2'],
    ['numpy>=1,>=1', 'numpy>=1'],
    ['numpy!=1.25.*', 'numpy!=1.25.*'],
    ['numpy~=1.26', 'numpy~=1.26'],
    ['numpy===1.26', 'numpy===1.26'],
    ['requests[socks]==2.31', 'requests[socks]==2.31'],
    ['requests [socks, security] >2', 'requests[socks,security]>2'],
    ['requests[socks]==2.31; python_version>="3.8"', 'requests[socks]==2.31; python_version >= "3.8"'],
    [
      "x;(os_name=='posix' or extra == 'a')and python_version not  in '2.7'",
      'x; (os_name == "posix" or extra == "a") and python_version not in "2.7"',
    ],
    ['pkg @ https://h/p.whl', 'pkg @ https://h/p.whl'],
    ['pkg@https://h/p.whl', 'pkg @ https://h/p.whl'],
    ['pkg[a] @ https://h/p.zip ; python_version<"3"', 'pkg[a] @ https://h/p.zip ; python_version < "3"'],
    ['https://h/d/six-1.16.0-py2.py3-none-any.whl', 'https://h/d/six-1.16.0-py2.py3-none-any.whl'],
    ['git+https://host/x@tag', 'git+https://host/x@tag'],
    ['x @ git+https://host/x@tag', 'x @ git+https://host/x@tag'],
    ['git+https://host/x@tag#egg=name', 'git+https://host/x@tag#egg=name'],
    // conda's forms
    ['numpy=1.26', 'numpy==1.26.*'],
    ['numpy=1.26.*', 'numpy==1.26.*'],
    ['numpy=1.26*', 'numpy==1.26.*'],
    ['openssl=1.1.1w', 'openssl==1.1.1w'],
    ['numpy 1.26', 'numpy==1.26'],
    ['python 3.9.*', 'python==3.9.*'],
    ['numpy=*', 'numpy'],
    ['numpy=1.26=py311_0', 'numpy=1.26=py311_0'],
    ['numpy==1.26=py311_0', 'numpy=1.26=py311_0'],
    ['numpy 1.26 py311_0', 'numpy=1.26=py311_0'],
    ['pytorch=*=*cuda*', 'pytorch=*=*cuda*'],
    ['conda-forge::six>=1', 'conda-forge::six>=1'],
    ['conda-forge/linux-64::six', 'conda-forge/linux-64::six'],
    ['https://conda.example/channel::six', 'https://conda.example/channel::six'],
    ["numpy[version='>=1.2']", 'numpy>=1.2'],
    [
      "numpy[version='>=1.2,<2', build=py*, channel=conda-forge]",
      "conda-forge::numpy[version='>=1.2,<2',build='py*']",
    ],
    ['numpy>=1.2|<1', 'numpy>=1.2|<1'],
    ['numpy >=1.2.*', 'numpy>=1.2'],
    ['_libgcc_mutex', '_libgcc_mutex'],
  ])('reads %j as %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each([
    // not a package at all
    ['.::numpy', 'package-not-understood'],
    ['', 'package-not-understood'],
    ['python=>3', 'package-not-understood'],
    ['numpy==', 'package-not-understood'],
    ['numpy>=1 <2', 'package-not-understood'],
    ['a,b', 'package-not-understood'],
    ['a[', 'package-not-understood'],
    ['a[b]c', 'package-not-understood'],
    ['a~=1.*', 'package-not-understood'],
    ['$(touch x)', 'package-not-understood'],
    ['`touch x`', 'package-not-understood'],
    [';id', 'package-not-understood'],
    ['a;id', 'package-not-understood'],
    ['a; python_version', 'package-not-understood'],
    ['a; (python_version>"3"', 'package-not-understood'],
    ['a && b', 'package-not-understood'],
    ['a>1 > /tmp/x', 'package-not-understood'],
    ['a\nb', 'package-not-understood'],
    ['a\0', 'package-not-understood'],
    ['numpÿ', 'package-not-understood'],
    ['conda-forge/six', 'package-not-understood'],
    [`a${'b'.repeat(2000)}`, 'package-not-understood'],
    ['conda-forge::six[extra]', 'package-not-understood'],
    ['a[version=1,md5=x]', 'package-not-understood'],
    // what pip would put in the place of a variable, or take as another line
    ['a; os_name == "${HOME}"', 'package-not-understood'],
    ['a; os_name == "\u2028--index-url http://h"', 'package-not-understood'],
    ['a @ https://h/${HOME}', 'package-not-understood'],
    // options
    ['--index-url http://x', 'package-is-option'],
    ['--extra-index-url=http://x', 'package-is-option'],
    ['-x', 'package-is-option'],
    ['-', 'package-is-option'],
    ['-r x', 'package-file-include'],
    ['--requirement=/etc/passwd', 'package-file-include'],
    ['-c constraints.txt', 'package-file-include'],
    // paths
    ['-e .', 'package-is-path'],
    ['-e /', 'package-is-path'],
    ['.', 'package-is-path'],
    ['./x', 'package-is-path'],
    ['../x', 'package-is-path'],
    ['/abs', 'package-is-path'],
    ['~/x', 'package-is-path'],
    ['C:\\x', 'package-is-path'],
    ['\\\\server\\x', 'package-is-path'],
    ['file:x', 'package-is-path'],
    ['file:///x', 'package-is-path'],
    ['git+file:///x', 'package-is-path'],
    ['x @ file:///croot/x', 'package-is-path'],
    ['x @ ./x', 'package-is-path'],
    ['six-1.0-py3-none-any.whl', 'package-is-path'],
    ['six-1.0.tar.gz', 'package-is-path'],
    // addresses of other kinds
    ['http://h/x.whl', 'package-address-kind'],
    ['git+ssh://git@h/x', 'package-address-kind'],
    ['git+http://h/x', 'package-address-kind'],
    ['hg+https://h/x', 'package-address-kind'],
    ['ftp://h/x', 'package-address-kind'],
    ['https:///h/x', 'package-address-kind'],
    ['x@1', 'package-address-kind'],
  ])('refuses %j as %s', (text, code) => {
    expect(canonical(text)).toBe(code);
  });

  it.each([
    'https://user:hunter2@h/x.whl',
    'x @ https://hunter2@h/x',
    'git+https://user:hunter2@h/x@tag',
    'git+https://user:hunt/hunter2@h/x',
    'git+ssh://git:hunter2@h/x',
    'http://user:hunter2@h/x',
    'https://user:hunter2@h/channel::six',
  ])('never repeats the password of %s', (text) => {
    try {
      parsePackageSpec(text);
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('hunter2');
      expect(JSON.stringify(error)).toContain('@h/');
    }
  });

  it('takes the parts apart', () => {
    expect(parsePackageSpec('requests[socks]>=2,<3; python_version>"3"')).toEqual({
      name: 'requests',
      extras: ['socks'],
      constraint: [
        { operator: '>=', version: '2' },
        { operator: '<', version: '3' },
      ],
      marker: 'python_version > "3"',
      text: 'requests[socks]>=2,<3; python_version > "3"',
    });
    expect(parsePackageSpec('conda-forge::numpy=1.26=py*')).toMatchObject({
      channel: 'conda-forge',
      build: 'py*',
      constraint: [{ operator: '==', version: '1.26' }],
    });
    expect(parsePackageSpec('a>2|<1').alternatives).toEqual([[{ operator: '<', version: '1' }]]);
  });

  it.each([
    ['https://h/Some_Name-1.0-py3-none-any.whl', 'Some_Name'],
    ['git+https://h/x#egg=name', 'name'],
    ['git+https://h/x', ''],
    ['name @ git+https://h/x', 'name'],
  ])('knows the name in %s', (text, name) => {
    expect(parsePackageSpec(text).name).toBe(name);
  });

  it('either understands a text or says why not, and gives printable ASCII that begins with no dash', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = canonical(text);
        expect(result).not.toContain('not a UserError');
        expect(result).toMatch(/^[\w~h][\x20-\x7e]*$/);
      }),
      { numRuns: 600 },
    );
  });

  it('gives a canonical text that is read as the same spec', () => {
    fc.assert(
      fc.property(specText, (text) => {
        const spec = parsePackageSpec(text);
        expect(parsePackageSpec(spec.text)).toEqual(spec);
      }),
      { numRuns: 600 },
    );
  });
});

/** Texts near to package specs, and any others. */
const fragment = fc.constantFrom(
  ...'numpy|1.26|=|==|>=|<|~=|,|*|[|]|;| |::|@|https://|h/x|"|\'|-|.|python_version|and|(|)|\u2028|\n'.split(
    '|',
  ),
  '|',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join('')),
);

const version = fc.constantFrom('1', '1.26', '2.0.1', '1.0rc1', '2!1.0', '1.0+local', '9e');
const blank = fc.constantFrom('', ' ');
const clause = fc
  .tuple(blank, fc.constantFrom('==', '!=', '<=', '>=', '<', '>', '~=', '==='), blank, version)
  .map((parts) => parts.join(''));
const clauses = fc.array(clause, { maxLength: 3 }).map((all) => all.join(','));
const name = fc.constantFrom('numpy', 'scikit-learn', 'Ruamel.YAML', 'a', '_x', 'r2');
const specText = fc.oneof(
  fc.tuple(name, clauses).map((parts) => parts.join('')),
  fc
    .tuple(
      name,
      fc.constantFrom('', '[a]', '[a, b]'),
      clauses,
      fc.constantFrom('', '; python_version<"3"', " ;extra=='x' or os_name!='y'"),
    )
    .filter(([id]) => id !== '_x')
    .map((parts) => parts.join('')),
  fc
    .tuple(
      fc.constantFrom('', 'conda-forge::', 'https://h/c::'),
      name,
      fc.constantFrom('=', '==', ' '),
      version,
      fc.constantFrom('', '.*'),
      fc.constantFrom('', '=py*', '=py_0'),
    )
    .map((parts) => parts.join('')),
  fc.tuple(name, clause, clause).map(([id, a, b]) => `${id}${a}|${b}`),
  fc.tuple(name, clause, clause).map(([id, a, b]) => `${id}[version='${a},${b}',build='py*']`),
  fc.constantFrom(
    'git+https://h/x@t',
    'https://h/six-1.0-py3-none-any.whl',
    'six @ https://h/six-1.0-py3-none-any.whl',
    'x[a] @ https://h/y.zip ; os_name=="z"',
  ),
);
