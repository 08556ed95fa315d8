/** Whole builds with settings of pip and uv that would install elsewhere, from an index that only these settings name. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeAuthority } from '../parts/index/authority.js';
import { serveIndex } from '../parts/index/index.js';
import { makeSmallIndex } from '../parts/index/small.js';
import { uvDirectory } from '../parts/uv/index.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { logText } from '../support/log.js';

const directory = mkdtempSync(join(tmpdir(), 'create-kernel-settings-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const authority = await makeAuthority(directory);
const { wheels, interpreters, fields } = await makeSmallIndex();
const index = (await serveIndex(authority, wheels)).replace('//', '//ada:s3cret-of-ada@');
const elsewhere = join(directory, 'elsewhere');

const PIP = `[global]
index-url = ${index}
target = ${elsewhere}
user = true
require-virtualenv = true
[install]
prefix = ${elsewhere}
require-hashes = true
`;
const UV = `no-cache = true
[[index]]
url = "${index}"
default = true
[pip]
target = "${elsewhere}"
require-hashes = true
no-index = true
`;

it.each(['venv', 'uv'])(
  '%s installs into the environment, from the index that the user names',
  async (manager) => {
    const uv = { path: `${uvDirectory}/uv` };
    const home = makeHome({
      settings: { interpreters, managers: { uv }, ca_bundle: authority.certificate },
    });
    for (const [tool, file, text] of [
      ['pip', 'pip.conf', PIP],
      ['uv', 'uv.toml', UV],
    ] as const) {
      mkdirSync(join(home.home, '.config', tool), { recursive: true });
      writeFileSync(join(home.home, '.config', tool, file), text);
    }
    const { state, files } = await createWell(home, { name: 'mine', manager, ...fields });
    expect(state.report?.packages.map(({ name }) => name)).toContain('little');
    expect(existsSync(elsewhere)).toBe(false);
    const log = await logText(files);
    expect(log).toContain('//***@localhost');
    expect(log).toMatch(/not used: .*target/);
    expect(log).not.toContain('s3cret');
  },
);
