/** Real problem reports about what gets into a kernel from outside; each title says which one and what is right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../../src/recipe/recipe.js';
import type { PlanOutline } from '../../../src/steps/plan.js';
import { condaParts, withFault } from '../../parts/conda/index.js';
import { create, createWell } from '../../support/create.js';
import { makeHome } from '../../support/home.js';
import { hostileSession } from '../../support/hostile-session.js';
import { runNotebook, startJupyterServer } from '../../support/jupyter.js';
import { logText } from '../../support/log.js';
import { ended } from '../../support/pretend.js';
import { compile, start } from '../../support/process.js';
import { buildProgram } from '../../support/program.js';
import { addPackage, put } from '../../support/venv.js';
import { patient } from '../../support/wait.js';

const parts = await condaParts();
const settings = { managers: { conda: { path: parts.conda } }, channels: { default: [parts.channel] } };
const home = makeHome({ shared: true, keepPackages: true, settings });
const session = await hostileSession(home, [parts.python]);
const userSite = join(home.home, '.local/lib', `python${parts.python}`, 'site-packages');

/** Has a server that was started in the hostile session make a kernel. */
async function createFromSession(recipe: RecipeInput): Promise<PlanOutline> {
  await buildProgram();
  const program = await compile(new URL('../../builds/programs/create-kernel.ts', import.meta.url));
  // Node itself does not start with a library path like that.
  const environment = { ...session, LD_LIBRARY_PATH: '/proc/nonexistent', ...home.environment };
  const server = start(program, [JSON.stringify(recipe)], { environment, untilKilled: true });
  const { build } = JSON.parse((await server.line()) ?? '');
  server.process.kill();
  const { state, plan, files } = await ended(build, home);
  expect(state.status, await logText(files)).toBe('succeeded');
  return plan;
}

async function cells(kernel: string, ...code: string[]): Promise<string[]> {
  const outputs = await runNotebook(home, { kernel, cells: code, session });
  return outputs.map((text) => text.trim());
}

const spec = ({ kernel_directory }: PlanOutline) =>
  JSON.parse(readFileSync(join(kernel_directory, 'kernel.json'), 'utf8'));

describe('a conda kernel that a hostile session has made, and starts', () => {
  let plan: PlanOutline;

  beforeAll(async () => {
    // pip uses the packages in the user's own directory, unless an option or a variable excludes it.
    await addPackage(userSite, 'iniconfig', { 'iniconfig.py': 'raise SystemExit("from the home")\n' });
    const packages = {
      packages: ['six', 'probe-activate', 'probe-values', 'probe-stopping'],
      pip_packages: ['iniconfig'],
    };
    plan = await createFromSession({ name: 'isolated', manager: 'conda', ...packages });
  });

  it('report 1: packages in ~/.local never win over its own', async () => {
    const code = ['six', 'iniconfig', 'IPython'].map((name) => `import ${name}; print(${name}.__file__)`);
    for (const file of await cells('isolated', ...code)) expect(file).toContain(`${plan.prefix}/`);
    expect(spec(plan).env.PYTHONNOUSERSITE).toBe('1');
  });

  it('report 2: PYTHONPATH and its like do not get in', async () => {
    const code =
      'import json, os; print(json.__file__.startswith(os.sys.prefix), os.environ["PYTHONPATH"] == "")';
    expect(await cells('isolated', code)).toEqual(['True True']);
  });

  it('report 4: it needs no conda init, and no file of the home is changed', () => {
    expect(readdirSync(home.home)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/bashrc|profile|condarc/)]),
    );
  });

  it('report 4: a step that fails without saying so stops the build, and nothing is registered', async () => {
    const path = await withFault(parts.conda, 'nothing', join(home.directory, 'fault'));
    const broken = makeHome({ settings: { ...settings, managers: { conda: { path } } } });
    const { state } = await create(broken, { name: 'nothing', manager: 'conda' });
    expect(state).toMatchObject({ status: 'failed' });
    expect(state.steps.find(({ status }) => status === 'failed')?.id).toBe('check-environment');
    expect(existsSync(join(broken.jupyter_data, 'kernels'))).toBe(false);
  });

  it('report 19: what an activated terminal has, the kernel has too', async () => {
    const code = ['import os; print(os.environ["PROBE_ACTIVE"], os.environ["PROBE_VARIABLE"])', '!which pip'];
    expect(await cells('isolated', ...code)).toEqual([
      `yes, in ${plan.prefix} is set`,
      `${plan.prefix}/bin/pip`,
    ]);
  });

  it('report 54: values that a shell would read otherwise are in the kernel, and scripts that stop are named', async () => {
    const names = ['PROBE_QUOTE', 'PROBE_DOLLAR', 'PROBE_LINES', 'PROBE_NUMBER', 'PROBE_ACCENT'];
    const code = `import json, os; print(json.dumps([os.environ[name] for name in ${JSON.stringify(names)}]))`;
    const [values = ''] = await cells('isolated', code);
    expect(JSON.parse(values)).toEqual(['it\'s "set"', '$HOME `id` \\', 'a\nb', '3', 'é €']);
    const after =
      'import os; print([name in os.environ for name in ("PROBE_RETURNS", "PROBE_NEVER", "PROBE_RUNS")])';
    expect(await cells('isolated', after)).toEqual(['[True, False, True]']);
    const { notes } = JSON.parse(readFileSync(join(plan.prefix, '.create_kernel/report.json'), 'utf8'));
    const scripts = join(plan.prefix, 'etc/conda/activate.d');
    expect(notes).toContainEqual({
      code: 'activation-incomplete',
      what: `${scripts}/probe-1-returns.sh`,
      where: 'returned in line 2, before its end, with status 1',
    });
    expect(notes).toContainEqual(
      expect.objectContaining({ code: 'activation-incomplete', what: `${scripts}/probe-2-broken.sh` }),
    );
  });

  it("report 24: the library path of the session's modules does not get in", async () => {
    const code = 'import os, zmq; print(repr(os.environ["LD_LIBRARY_PATH"]), zmq.__name__)';
    expect(await cells('isolated', code)).toEqual(["'' zmq"]);
  });

  it('report 25: its interpreter is its own, though only other packages were asked for', async () => {
    const { plan: other } = await createWell(home, {
      name: 'no-python',
      manager: 'conda',
      packages: ['probe-left'],
    });
    expect(spec(other).argv[0]).toBe(`${other.prefix}/bin/python`);
    expect(await cells('no-python', 'import sys; print(sys.executable)')).toEqual([
      `${other.prefix}/bin/python`,
    ]);
  });
});

describe('a kernel from the package index', () => {
  it("report 20: everything is installed into the environment, whatever the user's pip.conf says", async () => {
    await put(join(home.home, '.config/pip/pip.conf'), '[install]\nuser = true\n');
    const plan = await createFromSession({ name: 'with-venv', manager: 'venv', packages: ['six'] });
    const code = ['ipykernel', 'six'].map((name) => `import ${name}; print(${name}.__file__)`);
    for (const file of await cells('with-venv', ...code)) expect(file).toContain(`${plan.prefix}/`);
    expect(readdirSync(userSite).filter((name) => name.startsWith('ipykernel'))).toEqual([]);
  });

  it('report 26: %pip and uv in a notebook act on the environment of a uv kernel', async () => {
    const plan = await createFromSession({ name: 'with-uv', manager: 'uv', packages: ['six'] });
    const { uv } = (await home.equip()).tools.programs;
    expect(uv).toBeDefined();
    const [pip, list] = await cells('with-uv', '%pip --version', `!${uv?.path} pip list`);
    expect(pip).toContain(`from ${plan.prefix}/lib/`);
    expect(list).toMatch(/^six /m);
    expect(list).toMatch(/^ipykernel /m);
  });

  it('report 40: an interrupt reaches the cell at once, and no process outlives the kernel', async () => {
    await createWell(home, { name: 'interrupted', manager: 'uv' });
    const server = await startJupyterServer(home, { session });
    const kernel = await server.startKernel('interrupted');
    await kernel.run('import time');
    const cell = kernel.begin('print("begun", flush=True); time.sleep(9999)');
    await expect.poll(cell.text, patient).toContain('begun');
    await kernel.interrupt();
    const { reply } = await cell.end;
    expect(reply).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
    expect(kernel.processes()).toHaveLength(1);
    await kernel.shutDown();
    expect(kernel.processes()).toEqual([]);
  });
});
