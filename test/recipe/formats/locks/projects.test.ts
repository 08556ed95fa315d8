import { describe, expect, it } from 'vitest';
import { fieldsIn, notesIn, understood, understoodFiles } from '../../../support/understood.js';

const sha = (letter: string) => letter.repeat(64);
const hash = (letter: string) => `--hash=sha256:${sha(letter)}`;

/** The lines of the recipe's lock. */
const lockIn = (text: string, name: string) => understood(text, name).settings.lock?.trimEnd().split('\n');

describe('pylock.toml', () => {
  const text = `
lock-version = "1.0"
created-by = "uv"
requires-python = "==3.11.*"
[[packages]]
name = "numpy"
version = "1.26.4"
marker = "python_full_version >= '3.11'"
sdist = { url = "https://h/numpy-1.26.4.tar.gz", size = 1, hashes = { sha256 = "${sha('a')}" } }
wheels = [
    { url = "https://h/numpy-1.26.4-cp311-cp311-manylinux_2_17_x86_64.whl", hashes = { sha256 = "${sha('b')}" } },
    { url = "https://h/numpy-1.26.4-cp311-cp311-win_amd64.whl", hashes = { sha256 = "${sha('c')}" } },
    { url = "https://h/numpy-1.26.4-py3-none-any.whl", hashes = { md5 = "x", sha512 = "${'d'.repeat(128)}" } },
]
[[packages]]
name = "pywin32"
version = "306"
marker = "sys_platform == 'win32' and python_version < '3.13'"
`;

  it('is a lock with the files of this platform', () => {
    expect(lockIn(text, 'pylock.toml')).toEqual([
      `numpy==1.26.4 ; python_full_version >= "3.11" ${hash('b')} --hash=sha512:${'d'.repeat(128)} ${hash('a')}`,
    ]);
    expect(understood(text)).toMatchObject({ kind: 'pylock', languageVersion: '3.11', problems: [] });
  });

  it.each([
    [text.replace(/hashes = \{[^}]*\}/g, 'hashes = {}'), '`numpy` has no file with a hash'],
    [text.replace('wheels', 'vcs = { url = "https://h/x" }\nwheels'), '`numpy` is not from a package index'],
    [text.replace('version = "1.26.4"', 'version = 1'), 'packages.0.version'],
  ])('is refused with the reason', (given, why) => {
    expect(understood(given, 'pylock.toml').problems[0]?.error.message).toContain(why);
  });
});

describe('uv.lock', () => {
  const text = `
version = 1
requires-python = ">=3.9"
[[package]]
name = "demo"
version = "0.1"
source = { virtual = "." }
dependencies = [
    { name = "requests", extra = ["socks"] },
    { name = "click", version = "8.1.8", source = { registry = "https://h/simple" }, marker = "python_full_version < '3.10'" },
    { name = "click", version = "8.5.1", source = { registry = "https://h/simple" }, marker = "python_full_version >= '3.10'" },
    { name = "colorama", marker = "sys_platform == 'win32'" },
]
[package.dev-dependencies]
dev = [{ name = "pytest" }]
[[package]]
name = "click"
version = "8.1.8"
source = { registry = "https://h/simple" }
resolution-markers = ["python_full_version < '3.10'"]
sdist = { url = "https://h/click-8.1.8.tar.gz", hash = "sha256:${sha('a')}" }
[[package]]
name = "click"
version = "8.5.1"
source = { registry = "https://h/simple" }
resolution-markers = ["python_full_version >= '3.11'", "python_full_version == '3.10.*'"]
sdist = { url = "https://h/click-8.5.1.tar.gz", hash = "sha256:${sha('b')}" }
[[package]]
name = "colorama"
version = "0.4"
source = { registry = "https://h/simple" }
[[package]]
name = "pysocks"
version = "1.7"
source = { registry = "https://h/simple" }
dependencies = [{ name = "requests" }]
wheels = [{ url = "https://h/PySocks-1.7-py3-none-any.whl", hash = "sha256:${sha('c')}" }]
[[package]]
name = "pytest"
version = "9"
source = { registry = "https://h/simple" }
[[package]]
name = "requests"
version = "2"
source = { registry = "https://h/simple" }
wheels = [{ url = "https://h/requests-2-py3-none-any.whl", hash = "sha256:${sha('d')}" }]
[package.optional-dependencies]
socks = [{ name = "pysocks", marker = "os_name == 'posix'" }]
`;

  it('is a lock of what the project needs here', () => {
    expect(lockIn(text, 'uv.lock')).toEqual([
      `click==8.1.8 ; python_full_version < "3.10" ${hash('a')}`,
      `click==8.5.1 ; (python_full_version >= "3.11") or (python_full_version == "3.10.*") ${hash('b')}`,
      `pysocks==1.7 ${hash('c')}`,
      `requests==2 ${hash('d')}`,
    ]);
    expect(fieldsIn(text)).toMatchObject({ packages: ['requests', 'click'] });
    expect(notesIn(text).join()).toContain('`demo` itself is not installed');
  });

  it('is read with its pyproject.toml, which asks for the packages', () => {
    const project = '[project]\nname = "demo"\ndependencies = ["requests[socks]>=2", "click"]\n';
    const { packages, problems, lock } = understoodFiles(['pyproject.toml', project], ['uv.lock', text]);
    expect(packages.map(({ spec }) => spec.text)).toEqual(['requests[socks]>=2', 'click']);
    expect({ problems, lock }).toEqual({ problems: [], lock: 'uv.lock' });
  });

  it.each([
    [text.replace('virtual = "."', 'registry = "https://h/simple"'), 'which packages its project needs'],
    [
      text.replace(
        'source = { registry = "https://h/simple" }\nwheels',
        'source = { git = "https://h/x" }\nwheels',
      ),
      '`requests` is not from',
    ],
  ])('is refused with the reason', (given, why) => {
    expect(understood(given, 'uv.lock').problems[0]?.error.message).toContain(why);
  });
});

describe('poetry.lock', () => {
  const text = `
[[package]]
name = "attrs"
version = "23.1"
optional = false
python-versions = ">=3.7"
groups = ["main"]
markers = "python_version >= \\"3.8\\""
files = [
    {file = "attrs-23.1-py3-none-any.whl", hash = "sha256:${sha('a')}"},
    {file = "attrs-23.1.tar.gz", hash = "sha256:${sha('b')}"},
]
[[package]]
name = "pytest"
version = "7"
optional = false
groups = ["dev"]
files = []
[metadata]
lock-version = "2.1"
python-versions = "~3.11"
content-hash = "x"
`;

  it('is a lock of the group `main`', () => {
    expect(lockIn(text, 'poetry.lock')).toEqual([
      `attrs==23.1 ; python_version >= "3.8" ${hash('a')} ${hash('b')}`,
    ]);
    expect(understood(text)).toMatchObject({ kind: 'poetryLock', languageVersion: '3.11', problems: [] });
  });

  it('of an older Poetry has its files apart', () => {
    const older = text
      .replace(/files = \[\n[^\]]*\]\n/, '')
      .concat(`[metadata.files]\nattrs = [{file = "attrs-23.1.tar.gz", hash = "sha256:${sha('b')}"}]\n`);
    expect(lockIn(older, 'poetry.lock')).toEqual([`attrs==23.1 ; python_version >= "3.8" ${hash('b')}`]);
  });
});

describe('Pipfile and Pipfile.lock', () => {
  const pipfile =
    '[[source]]\nurl = "https://h/simple"\n[packages]\nrequests = {extras = ["socks"], version = "*"}\n[dev-packages]\npytest = "*"\n[requires]\npython_version = "3.11"\n';
  const lock = JSON.stringify({
    _meta: {
      'pipfile-spec': 6,
      hash: {},
      requires: { python_version: '3.11' },
      sources: [{ url: 'https://h/simple' }],
    },
    default: {
      requests: { version: '==2.0', markers: "python_version >= '3.8'", hashes: [`sha256:${sha('a')}`] },
    },
    develop: { pytest: {} },
  });

  it('give packages, the index and the version of Python', () => {
    expect(fieldsIn(pipfile)).toEqual({ language_version: '3.11', packages: ['requests[socks]'] });
    expect(understood(pipfile).indexes).toMatchObject([{ url: 'https://h/simple', role: 'main' }]);
    expect(notesIn(pipfile).join()).toContain('`dev-packages` was left out');
  });

  it('are one request with a lock, if both are given', () => {
    const { packages, settings, languageVersion, problems } = understoodFiles(
      ['Pipfile', pipfile],
      ['Pipfile.lock', lock],
    );
    expect(packages.map(({ spec }) => spec.text)).toEqual(['requests[socks]']);
    expect(settings.lock).toBe(`requests==2.0 ; python_version >= "3.8" ${hash('a')}\n`);
    expect({ languageVersion, problems }).toEqual({ languageVersion: '3.11', problems: [] });
  });

  it('are refused if they are not JSON', () => {
    expect(understood(lock.slice(0, -2), 'Pipfile.lock').problems[0]?.error.message).toContain('not JSON');
  });
});

it('Requirements of several versions, which markers choose between, are no conflict', () => {
  const text = `click==8.1 ; python_version < "3.10"\nclick==8.5 ; python_version >= "3.10"\n`;
  expect(fieldsIn(text, 'requirements.txt')).toEqual({
    packages: ['click==8.1; python_version < "3.10"', 'click==8.5; python_version >= "3.10"'],
  });
});
