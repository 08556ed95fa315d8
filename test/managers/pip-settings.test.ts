import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pipConfigStep, pipSettings } from '../../src/managers/pypi.js';

/** How pip itself understands its settings. */
const ASK = `
import json
from pip._internal.commands import create_command
options = create_command('install').parse_args([])[0]
print(json.dumps([options.target_dir, options.prefix_path, options.root_path, bool(options.use_user_site),
                  bool(options.require_venv), bool(options.no_index), options.index_url]))`;

const HOSTILE = `[global]
target = /elsewhere/target
user = true
require-virtualenv = true
no-index = true
index-url = https://mirror.example/simple
[install]
target = /elsewhere/install
prefix = /elsewhere/prefix
root = /elsewhere/root
`;

describe("a person's pip.conf", () => {
  it('does not change where pip installs, while its index counts', () => {
    const home = mkdtempSync(join(tmpdir(), 'create-kernel-pip-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    mkdirSync(join(home, '.config', 'pip'), { recursive: true });
    writeFileSync(join(home, '.config', 'pip', 'pip.conf'), HOSTILE);
    const prefix = join(home, 'environment');
    execFileSync('python3', ['-m', 'venv', prefix]);
    const ask = (variables: object) => {
      const env = { HOME: home, PATH: '/usr/bin:/bin', ...variables };
      return JSON.parse(execFileSync(join(prefix, 'bin', 'python'), ['-c', ASK], { env, encoding: 'utf8' }));
    };
    expect(ask({})).toContain('/elsewhere/prefix');
    const { action } = pipConfigStep(prefix, { id: 'x', phase: 'create' });
    if (action.kind === 'write') writeFileSync(action.path, action.text);
    const mirror = 'https://mirror.example/simple';
    expect(ask({})).toEqual([null, null, null, false, false, false, mirror]);
    expect(ask(pipSettings({ caches: home }))).toEqual([null, null, null, false, false, false, mirror]);
  });
});
