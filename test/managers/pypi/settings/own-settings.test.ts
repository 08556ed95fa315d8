import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pipSettings } from '../../../../src/managers/pypi/pypi.js';
import { ownSettings } from '../../../../src/managers/pypi/settings/own-settings.js';
import { cleanEnvironment, PYTHON, programPath } from '../../../support/python.js';

/** A home with this file, and the settings that a program makes of it. */
function settingsOf(program: string, path: string, text: string, variables = {}) {
  const home = mkdtempSync(join(tmpdir(), 'create-kernel-settings-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
  const output = join(home, program === 'pip_settings.py' ? 'pip.conf' : 'uv.toml');
  const env = { HOME: home, PATH: '/usr/bin:/bin', ...variables };
  const argv = ['-I', programPath(program), '--output', output];
  const shown = execFileSync(PYTHON, argv, { env, encoding: 'utf8' }).replaceAll(`${home}/`, '~/');
  return { home, output, shown };
}

/** How pip itself understands its settings. */
const ASK_PIP = `
import json
from pip._internal.commands import create_command
options = create_command('install').parse_args([])[0]
print(json.dumps([options.target_dir, options.prefix_path, options.root_path, bool(options.use_user_site),
                  bool(options.require_venv), bool(options.no_index), options.constraints, options.index_url]))`;

const HOSTILE_PIP = `[global]
target = /elsewhere/target
user = true
require-virtualenv = true
no-index = true
index-url = https://ada:s3cret@mirror.example/simple
[install]
target = /elsewhere/install
prefix = /elsewhere/prefix
root = /elsewhere/root
constraint = /elsewhere/constraints.txt
`;
const MIRROR = 'https://ada:s3cret@mirror.example/simple';

describe("a user's pip.conf", () => {
  it('does not change where pip installs or what, while its index counts', () => {
    const { home, shown, output } = settingsOf('pip_settings.py', '.config/pip/pip.conf', HOSTILE_PIP);
    const prefix = join(home, 'environment');
    execFileSync('python3', ['-m', 'venv', prefix], { env: cleanEnvironment(join(home, 'empty')) });
    const ask = (variables: object) => {
      const env = { HOME: home, PATH: '/usr/bin:/bin', ...variables };
      const python = join(prefix, 'bin', 'python');
      return JSON.parse(execFileSync(python, ['-c', ASK_PIP], { env, encoding: 'utf8' }));
    };
    expect(ask({})).toContain('/elsewhere/prefix');
    const safe = [null, null, null, false, false, false, [], MIRROR];
    expect(ask(ownSettings('pip', { staging: home }))).toEqual(safe);
    expect(ask(pipSettings({ caches: home, staging: home }))).toEqual(safe);
    expect(shown).toBe(
      `~/.config/pip/pip.conf: index-url = https://***@mirror.example/simple
~/.config/pip/pip.conf: not used: constraint, no-index, prefix, require-virtualenv, root, target, user
`,
    );
    expect(statSync(output).mode & 0o777).toBe(0o600);
  });
});

const HOSTILE_UV = `no-index = true # comment
index-url = "https://ada:s3cret@mirror.example/simple" # comment
extra-index-url = [
  "https://a.example/simple#]", # comment
]
find-links = ["./wheels"]
exclude-newer = "2006-12-02T02:07:43Z"
pip.prefix = "/elsewhere/prefix"
[pip]
target = "/elsewhere/target"
"require-hashes" = true
index-strategy = "first-index"
[[index]]
name = "inner"
url = 'https://inner.example/simple'
[other]
text = """
[[index]]
url = "no"
"""
`;

describe("a user's uv.toml", () => {
  it('does not change where uv installs or what, while its indexes count', () => {
    const { output, shown, home } = settingsOf('uv_settings.py', '.config/uv/uv.toml', HOSTILE_UV);
    const read = execFileSync('cat', [output], { encoding: 'utf8' }).replaceAll(home, '~');
    expect(read).toBe(`index-url = "https://ada:s3cret@mirror.example/simple"
extra-index-url = [
  "https://a.example/simple#]", 
]
find-links = ["~/.config/uv/wheels"]
[pip]
index-strategy = "first-index"
[[index]]
name = "inner"
url = 'https://inner.example/simple'
`);
    expect(shown).toContain('index-url = "https://***@mirror.example/simple"');
    expect(shown).toContain(
      'not used: exclude-newer, no-index, other.text, pip.prefix, pip.require-hashes, pip.target\n',
    );
    expect(statSync(output).mode & 0o777).toBe(0o600);
  });

  it('counts for nothing where the site names another file, and is empty where there is none', () => {
    const other = join(mkdtempSync(join(tmpdir(), 'create-kernel-settings-')), 'site.toml');
    onTestFinished(() => rmSync(dirname(other), { recursive: true, force: true }));
    writeFileSync(other, 'index-url = "https://site.example/simple"\n');
    const named = settingsOf('uv_settings.py', '.config/uv/uv.toml', HOSTILE_UV, { UV_CONFIG_FILE: other });
    expect(named.shown).toBe(`${other}: index-url = "https://site.example/simple"\n`);
    expect(statSync(settingsOf('uv_settings.py', 'nothing', '').output).size).toBe(0);
  });
});
