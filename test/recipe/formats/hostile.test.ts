import { describe, it } from 'vitest';
import { givenText } from '../../../src/reading/given-text.js';
import { understandTexts } from '../../../src/recipe/intake/understand.js';
import { expectInTime } from '../../support/cpu-time.js';

const SIZE = 100_000;
const sha = 'a'.repeat(64);

/** The beginning of a file of each format, what is repeated after it, and its name. */
const texts: readonly [name: string, start: string, repeated: string][] = [
  ['pyproject.toml', '[project]\nname = "x"\ndependencies = [\n', '"a",\n'],
  ['pyproject.toml', '[project]\ndependencies = ["', 'a '],
  ['pyproject.toml', '[project]\ndependencies = ', '['],
  ['pyproject.toml', '[project]\nx = ', '{a='],
  ['pyproject.toml', '[dependency-groups]\na = [', '{include-group="a"},'],
  ['pyproject.toml', '[dependency-groups]\n', 'a_1 = ["x"]\n'],
  ['pyproject.toml', '[tool.poetry.dependencies]\na = "', '>=1 '],
  ['pyproject.toml', '[tool.poetry.dependencies]\na = "', '1.'],
  ['pyproject.toml', '[tool.poetry.dependencies]\na = "', '||'],
  ['pyproject.toml', '[project]\n', 'a.'],
  ['pyproject.toml', '[project]\n', ' '],
  ['pyproject.toml', '', '[project]'],
  ['pyproject.toml', '', '\t['],
  ['pixi.toml', '[workspace]\nchannels = ["x"]\n[dependencies]\n', 'a = "*"\n'],
  ['Pipfile', '[packages]\n', '"" = "*"\n'],
  ['x.py', '# /// script\n', '# a\n'],
  ['x.py', '# /// script\n', '# ///\n'],
  ['x.py', '', '# /// script\n'],
  ['requirements.txt', `x==1 --hash=sha256:${sha}\n`, `--hash=sha256:${sha} `],
  ['requirements.txt', 'x==1 ', '--hash=a '],
  ['requirements.txt', `a==1 --hash=sha256:${sha}\n# via\n`, '# x,\n'],
  ['requirements.txt', '', '-r x.txt\n'],
  ['requirements.txt', '', '-c '],
  ['requirements.txt', '', '-e git+https://h/x '],
  ['requirements.txt', '', ' \\\n'],
  ['requirements.txt', '', '- '],
  ['environment.yml', 'dependencies:\n', '- sel(a): b\n'],
  ['environment.yml', 'dependencies:\n- a #', '['],
  ['environment.yml', 'dependencies:\n', '- a # [a or b]\n'],
  ['environment.yml', 'dependencies:\n- pip:\n', '  - -r x\n'],
  ['explicit.txt', '@EXPLICIT\n', `https://h/c/noarch/x-1-0.conda#${'a'.repeat(32)}\n`],
  ['explicit.txt', '@EXPLICIT\nhttps://', 'a-'],
  ['explicit.txt', '@EXPLICIT\nhttps://', '/'],
  ['pylock.toml', 'lock-version = "1"\n', '[[packages]]\nname="a"\nversion="1"\n'],
  ['pylock.toml', 'lock-version = "1"\n[[packages]]\nname="a"\nmarker="', '('],
  ['pylock.toml', "lock-version = '1'\n[[packages]]\nname='a'\nmarker='", 'os_name == "a" or '],
  [
    'uv.lock',
    '[[package]]\nname="a"\nsource = { virtual = "." }\ndependencies = [',
    '{name="a",marker="os_name"},',
  ],
  ['uv.lock', '[[package]]\nname="a"\nsource = { virtual = "." }\n', '[[package]]\nname="a"\n'],
  ['poetry.lock', '[metadata]\ncontent-hash = "x"\n', '[[package]]\nname="a"\nversion="1"\n'],
  ['Pipfile.lock', '{"_meta":{"pipfile-spec":6},"default":', '{"a":'],
  ['Pipfile.lock', '{"pipfile-spec":6,', '"a":1,'],
  ['conda-lock.yml', 'package:\n- name: a\n  manager: conda\n', '  a:\n    a: 1\n'],
  ['conda-lock.yml', 'package:\n- name: a\n  manager: conda\n  x: ', "'"],
  ['pixi.lock', 'environments:\n  default:\n    packages:\n', '      linux-64:\n      - conda: a\n'],
  ['pixi.lock', 'environments:\npackages:\n', '- conda: a\n'],
  ['setup.cfg', '[options]\ninstall_requires =\n', ' a\n'],
  ['setup.cfg', '[options]\ninstall_requires = ', ' #'],
  ['apt.txt', '', 'a\n'],
  ['kernel.json', '{"argv":["{connection_file}"],', '"a":{'],
  ['x.ipynb', '{"nbformat":4,"cells":[', '{"cell_type":"code","source":"import a"},'],
  [
    'x.ipynb',
    '{"nbformat":4,"metadata":{},"cells":[{"cell_type":"code","source":"import a"}',
    ',{"cell_type":"code","source":"import a, b"}',
  ],
];

describe('S6 of 0.1.0: 100 KB of a hostile file', () => {
  it.each(texts)('is read in time: %s, %j %j', (name, start, piece) => {
    const fill = (size: number) => start + piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
    const ends = name === 'x.ipynb' ? [']}', ''] : [''];
    for (const end of ends) {
      expectInTime((size) => understandTexts([givenText(fill(size) + end, name)]), SIZE);
    }
  });
});
