import { describe, expect, it } from 'vitest';
import { requestFields } from '../../../src/recipe/intake/request/request.js';
import { asJson } from '../../support/as-json.js';
import { codesIn, fieldsIn, notesIn, understood, understoodFiles } from '../../support/understood.js';

const fields = (...files: [string, string][]) => asJson(requestFields(understoodFiles(...files)));
const codes = (...files: [string, string][]) =>
  understoodFiles(...files).problems.map(({ error }) => error.code);

const environment = 'dependencies:\n  - gdal\n  - pip:\n    - -r requirements.txt\n    - six\n';

describe('A file that refers to another one', () => {
  it('is read with it, if both were given, in any order', () => {
    const files: [string, string][] = [
      ['environment.yml', environment],
      ['requirements.txt', 'requests\nsix\n'],
    ];
    const expected = { packages: ['gdal'], pip_packages: ['six', 'requests'] };
    expect(fields(...files)).toEqual(expected);
    expect(fields(...files.reverse())).toEqual({ ...expected, pip_packages: ['requests', 'six'] });
    expect(codes(...files)).toEqual([]);
  });

  it('asks for it, if it was not given', () => {
    const [problem] = understood(environment, 'environment.yml').problems;
    expect(problem).toMatchObject({
      error: { code: 'package-file-include' },
      line: 4,
      choices: [{ id: 'leave-out' }],
    });
    expect(codesIn('numpy\n-r more.txt\n', 'requirements.txt')).toEqual(['package-file-include']);
    expect(fieldsIn('numpy\n-r more.txt\n', 'requirements.txt')).toEqual({ packages: ['numpy'] });
  });

  it.each(['-r /etc/passwd', '-r ../x.txt', '--requirement=~/x', '-r file:///x.txt', '-c C:\\x.txt'])(
    'does not follow %s out of what was given',
    (line) => {
      expect(codesIn(`numpy\n${line}\n`, 'requirements.txt')).toEqual(['package-is-path']);
      expect(codesIn(`dependencies:\n  - pip:\n    - '${line}'\n`, 'x.yml')).toEqual(['package-is-path']);
    },
  );

  it('takes versions from a constraints file, and no packages', () => {
    const constraints = 'numpy==1.26.4\nPandas<3\nunused==1\n';
    expect(
      fields(
        ['requirements.in', 'numpy\npandas[excel]>=2\n-c constraints.txt\n'],
        ['constraints.txt', constraints],
      ),
    ).toEqual({ packages: ['numpy==1.26.4', 'pandas[excel]>=2,<3'] });
    const by_name = fields(['constraints.txt', constraints], ['requirements.txt', 'numpy\n']);
    expect(by_name).toEqual({ packages: ['numpy==1.26.4'] });
  });
});

describe('requirements.txt', () => {
  it('takes an editable repository as a package', () => {
    const text = '-e git+https://h/clip.git@main#egg=clip\nsix\n';
    expect(fieldsIn(text, 'requirements.txt')).toEqual({
      packages: ['six', 'git+https://h/clip.git@main#egg=clip'],
    });
    expect(notesIn(text, 'requirements.txt').join()).toContain('without `-e`');
  });
});

describe('environment.yml', () => {
  const here = process.arch === 'x64' ? 'linux-64' : 'linux-aarch64';

  it.each([
    ['- six  # [linux]', ['six', 'tqdm']],
    ['- six # [win]', ['tqdm']],
    ['- six # [not win]', ['six', 'tqdm']],
    ['- six # [osx or unix]', ['six', 'tqdm']],
    ['- six # [linux and osx]', ['tqdm']],
    ['- six # [py>=38]', ['six', 'tqdm']],
    ['- six # see [1] there', ['six', 'tqdm']],
    ['- sel(linux): six', ['six', 'tqdm']],
    ['- sel(win): six', ['tqdm']],
    [`- "sel(${here}): six=1.16"`, ['six==1.16.*', 'tqdm']],
  ])('understands the platform in %j', (line, packages) => {
    expect(fieldsIn(`dependencies:\n  ${line}\n  - tqdm\n`, 'x.yml')).toEqual({ packages });
  });

  it('notes the keys of tools that read the format too', () => {
    const text = 'dependencies: [six]\nplatforms: [osx-64]\ncategory: dev\n';
    expect(notesIn(text, 'x.yml')).toEqual([
      expect.stringContaining('for osx-64, not for linux'),
      '`category` was left out: it is a setting of conda-lock',
    ]);
  });

  it.each(['{A: [1]}', '{A: {b: c}}'])('refuses variables with more than one value: %s', (value) => {
    expect(codesIn(`dependencies: [six]\nvariables: ${value}\n`, 'x.yml')).toEqual(['item-not-understood']);
  });
});
