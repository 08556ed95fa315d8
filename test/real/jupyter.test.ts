/** Our kernels in a real Jupyter server: in the launcher, in a notebook, and under a session that does harm. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { runningKernels } from '../../src/kernels/running/running-kernels.js';
import type { RecipeInput } from '../../src/recipe/recipe.js';
import { condaParts } from '../parts/conda/index.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { hostileSession, sitePackages } from '../support/hostile-session.js';
import { type ListedKernel, runNotebook, runtimeDirectory, startJupyterServer } from '../support/jupyter.js';
import { patient, waitFor } from '../support/wait.js';

const parts = await condaParts();
const home = makeHome({
  shared: true,
  keepPackages: true,
  settings: { managers: { conda: { path: parts.conda } }, channels: { default: [parts.channel] } },
});
const versions = ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14'];
const session = await hostileSession(home, versions);
const server = await startJupyterServer(home, { session, shared: true });

const kernels: (RecipeInput & { display_name: string; name: string })[] = [
  { name: 'meteo-uv', display_name: 'Météo β', manager: 'uv', packages: ['six'] },
  { name: 'meteo-venv', display_name: 'Погода 🌦 "2024"', manager: 'venv', packages: ['six'] },
  { name: 'meteo-conda', display_name: '天気 (été)', manager: 'conda', packages: ['six'] },
];

// In milliseconds. The server needs processor time for each listing, which the build would lack.
const BETWEEN_LISTINGS = 50;

const shown = (...expressions: string[]) => `import os, six, sys\nprint(${expressions.join(', ')})`;

describe.each(kernels)('a kernel made with $manager', (recipe) => {
  const { name, manager } = recipe;
  const condaDirectory = manager === 'conda' ? [join(dirname(parts.conda), '../condabin')] : [];
  const prefix = join(home.environments, name, '1');
  const listings: (ListedKernel | undefined)[] = [];

  beforeAll(async () => {
    const building = createWell(home, recipe);
    let busy = true;
    const ended = building.finally(() => {
      busy = false;
    });
    while (busy) {
      listings.push((await server.kernelspecs())[name]);
      await pause(BETWEEN_LISTINGS);
    }
    await ended;
  });

  it('appears in the launcher of a running server', async () => {
    const listed = (await server.kernelspecs())[name];
    expect(listed?.spec).toMatchObject({ display_name: recipe.display_name, language: 'python' });
  });

  it('appears at once and whole: until then the launcher does not show it', async () => {
    const whole = (await server.kernelspecs())[name];
    expect(listings.length).toBeGreaterThan(10);
    expect(listings[0]).toBeUndefined();
    for (const listed of listings.filter(Boolean)) expect(listed).toEqual(whole);
  });

  it('has its logos served', async () => {
    const { resources } = (await server.kernelspecs())[name] as ListedKernel;
    expect(Object.keys(resources).sort()).toEqual(['logo-32x32', 'logo-64x64', 'logo-svg']);
    for (const address of Object.values(resources)) {
      const logo = await server.ask(address);
      expect(logo.status).toBe(200);
      expect(logo.headers.get('content-type')).toMatch(/^image\//);
      expect((await logo.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
  });

  it('runs a notebook in its own environment, whatever the session has', async () => {
    const site = await sitePackages(prefix);
    const variables = ['VIRTUAL_ENV', 'CONDA_PREFIX'].map((each) => `os.environ.get("${each}") or "-"`);
    const answers: [cell: string, output: unknown][] = [
      [shown('sys.prefix'), prefix],
      [shown('sys.executable'), `${prefix}/bin/python`],
      [shown('six.__file__'), `${site}/six.py`],
      ['!which pip', `${prefix}/bin/pip`],
      // The programs of the session, behind its own. Activation adds the directory of conda, as conda's own does.
      [shown('os.environ["PATH"]'), [`${prefix}/bin`, ...condaDirectory, session.PATH].join(':')],
      // No other environment is named to tools that look for one.
      [shown(...variables), manager === 'conda' ? `- ${prefix}` : `${prefix} -`],
      ['%pip --version', expect.stringContaining(` from ${site}/pip `)],
      ['%pip install --quiet iniconfig==2.0.0', expect.anything()],
      [shown('1'), '1'],
    ];
    const cells = answers.map(([cell]) => cell);
    const outputs = await runNotebook(home, { kernel: name, cells, session });
    expect(outputs.map((text) => text.trim())).toEqual(answers.map(([, output]) => output));
    expect(readFileSync(join(site, 'iniconfig/__init__.py'), 'utf8')).toContain('Ini');
  });

  it('is found with the notebook that runs on it', async () => {
    vi.stubEnv('JUPYTER_RUNTIME_DIR', runtimeDirectory(home));
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const notebook = { path: `${name}.ipynb`, type: 'notebook', name: '', kernel: { name } };
    const { id } = await (await server.ask('/api/sessions', 'POST', notebook)).json();
    const kernel = await findKernel(name, home.site);
    // A busy server may answer too late for its notebook to be named.
    const running = () => runningKernels(kernel, home.site);
    await expect.poll(running, patient).toEqual([{ generation: 1, notebook: notebook.path }]);
    await server.ask(`/api/sessions/${id}`, 'DELETE');
  });

  it('can be interrupted, restarted and shut down from the server, and leaves no process', async () => {
    const kernel = await server.startKernel(name);
    const sleeping = kernel.begin('import time\nkept = 1\nprint("begun", flush=True)\ntime.sleep(9999)');
    await waitFor('the cell to begin', () => sleeping.text().includes('begun'));
    expect((await kernel.interrupt()).status).toBe(204);
    expect((await sleeping.end).reply).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
    expect(await kernel.run('print(kept)')).toMatchObject({ text: '1\n', reply: { status: 'ok' } });
    const [before] = kernel.processes();
    expect((await kernel.restart()).status).toBe(200);
    expect(await kernel.run('print(kept)')).toMatchObject({ reply: { ename: 'NameError' } });
    expect(kernel.processes()).toHaveLength(1);
    expect(kernel.processes()).not.toContain(before);
    await kernel.shutDown();
  });
});
