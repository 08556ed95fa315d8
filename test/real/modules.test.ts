/** Kernels that stand on environment modules: the module system is Debian's, the modules are of the test. */
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Build } from '../../src/build/builds.js';
import { run } from '../../src/process.js';
import { create, createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { runNotebook } from '../support/jupyter.js';
import { put } from '../support/venv.js';

const INIT = '/usr/share/modules/init/bash';

const home = makeHome({ shared: true, keepPackages: true });
const tree = join(home.directory, 'modules');
const software = (version: string) => join(home.directory, 'software', version);
// The site sets it, since nobody's login shell is read.
home.site.environment.MODULEPATH = tree;

beforeAll(async () => {
  for (const version of ['1.0', '2.0']) {
    const place = software(version);
    const program = join(place, 'bin/probe');
    await put(program, `#!/bin/sh\necho probe ${version}\n`);
    await chmod(program, 0o755);
    await put(
      join(tree, 'probe', version),
      `#%Module1.0
conflict probe
prepend-path PATH ${place}/bin
prepend-path LD_LIBRARY_PATH ${place}/lib
setenv PROBE_MODULE ${version}
`,
    );
  }
});

describe.skipIf(!existsSync(INIT))('a recipe with modules', () => {
  let build: Build;

  beforeAll(async () => {
    const check = 'import os\nassert os.environ["PROBE_MODULE"] == "1.0"';
    build = await createWell(home, {
      ...{ name: 'with-module', manager: 'uv', modules: ['probe/1.0'] },
      smoke_code: check,
    });
  });

  it('loads them before anything is installed', () => {
    const ids = build.state.steps.map(({ id }) => id);
    expect(ids.indexOf('load-modules')).toBeGreaterThanOrEqual(0);
    expect(ids.indexOf('load-modules')).toBeLessThan(ids.indexOf('create-environment'));
  });

  it('gives the kernel what they set, though the session has another one loaded', async () => {
    const session = await sessionWith('probe/2.0');
    expect(session).toMatchObject({ PROBE_MODULE: '2.0' });
    const names = ['PROBE_MODULE', 'LOADEDMODULES', 'LD_LIBRARY_PATH', 'PATH'];
    const cells = names.map((name) => `import os\nprint(os.environ["${name}"], end="")`);
    const outputs = await runNotebook(home, { kernel: 'with-module', cells, session });
    expect(outputs).toEqual([
      '1.0',
      'probe/1.0',
      `${software('1.0')}/lib`,
      `${home.environments}/with-module/1/bin:${software('1.0')}/bin:${session.PATH}`,
    ]);
  });

  it('gives the kernel their programs', async () => {
    const notebook = { kernel: 'with-module', cells: ['!probe'], session: await sessionWith('probe/2.0') };
    expect(await runNotebook(home, notebook)).toEqual([expect.stringContaining('probe 1.0')]);
  });

  it('fails before anything is made where there is no such module, and says so', async () => {
    const { state } = await create(home, { name: 'unknown-module', modules: ['probe/3.0'] });
    expect(state).toMatchObject({ status: 'failed', cause: { code: 'module-unknown' } });
    expect(state.steps.find(({ status }) => status === 'failed')?.id).toBe('load-modules');
    expect(state.cause?.message).toContain('`probe/3.0`');
    expect(existsSync(join(home.environments, 'unknown-module'))).toBe(false);
    expect(existsSync(join(home.jupyter_data, 'kernels/unknown-module'))).toBe(false);
    expect(existsSync(join(home.jupyter_data, 'create_kernel/unknown-module-1'))).toBe(false);
  });
});

/** What a login shell has after `module load`. */
async function sessionWith(module: string): Promise<Record<string, string>> {
  const script = `. ${INIT} && module load ${module} && env -0`;
  const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: home.home, MODULEPATH: tree };
  const { stdout } = await run(['bash', '--noprofile', '--norc', '-c', script], { environment, seconds: 20 });
  const lines = stdout.split('\0').filter((line) => /^[A-Z_]+=/.test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
