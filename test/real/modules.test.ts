/** Kernels that stand on environment modules: both module systems are real, the modules are of the test. */
import { existsSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/base/process.js';
import type { Build } from '../../src/builds/build.js';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { readStartFailure } from '../../src/kernels/generation.js';
import { quickHealth } from '../../src/kernels/health/index.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
import { rebuild } from '../../src/kernels/operations/makes/rebuild.js';
import { withModules } from '../../src/kernels/requests/checks/load-modules.js';
import { withVersionModule } from '../../src/kernels/requests/checks/version-module.js';
import { createKernel } from '../../src/kernels/requests/create.js';
import { previewKernel } from '../../src/kernels/requests/preview/preview.js';
import { helperRunner } from '../../src/managers/helper/helper.js';
import { kernelClient } from '../../src/plan/helper.js';
import { parseRecipe, parseStoredRecipe } from '../../src/recipe/recipe.js';
import { moduleInterpreters } from '../../src/site/modules/module-python.js';
import { askModules, knownModules } from '../../src/site/modules/modules.js';
import { toTile } from '../../src/web/pages/kernels/kernel-tile.js';
import { condaParts } from '../parts/conda/index.js';
import { moduleSystems } from '../parts/modules/index.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { runNotebook } from '../support/jupyter.js';
import { generationOf, resultOf } from '../support/operate.js';
import { put } from '../support/venv.js';
import { waitFor } from '../support/wait.js';

const systems = await moduleSystems();

it('knows both module systems where Debian’s packages are available', () => {
  expect(systems.length).toBe(existsSync('/usr/bin/apt-get') ? 2 : systems.length);
});

describe.each(systems)('With $name, a recipe with modules', ({ init, name }) => {
  const settings = { modules: { init, purge: true }, limits: { preview_seconds: 600 } };
  const home = makeHome({ shared: true, keepPackages: true, settings });
  const tree = join(home.directory, 'modules');
  const software = (version: string) => join(home.directory, 'software', version);
  // The site sets it, since no login shell's files are read.
  home.site.environment.MODULEPATH = tree;
  // Each manager once.
  const manager = name === 'Lmod' ? 'venv' : 'uv';
  let build: Build;
  /** The name of the module with a Python. */
  let python: string;

  beforeAll(async () => {
    for (const version of ['1.0', '2.0']) await addProbe(version);
    python = await addPython();
    await addCompiler();
    const smoke_code = 'import os\nassert os.environ["PROBE_MODULE"]';
    const modules = ['probe/1.0', python];
    const kernel_variables = { PROBE_SIZE: 'mine' };
    build = await createWell(home, { name: 'with-module', manager, modules, smoke_code, kernel_variables });
  });

  /** A module of the session alone, with a program before all others. */
  async function addCompiler(): Promise<void> {
    await put(join(software('compiler'), 'bin/python'), '#!/bin/sh\necho compiler\n');
    await chmod(join(software('compiler'), 'bin/python'), 0o755);
    const lines = ['#%Module1.0', `prepend-path PATH ${software('compiler')}/bin`, 'setenv CC loaded'];
    await put(join(tree, 'compiler/9'), `${lines.join('\n')}\n`);
  }

  async function addProbe(version: string): Promise<void> {
    const place = software(version);
    await put(join(place, 'bin/probe'), `#!/bin/sh\necho probe ${version}\n`);
    await chmod(join(place, 'bin/probe'), 0o755);
    const lines = [
      ...['#%Module1.0', 'conflict probe', `prepend-path PATH ${place}/bin`],
      ...[`prepend-path LD_LIBRARY_PATH ${place}/lib`, `setenv PROBE_MODULE ${version}`],
      'setenv PROBE_SIZE theirs',
    ];
    await put(join(tree, 'probe', version), `${lines.join('\n')}\n`);
  }

  /** A Python that only this module puts on the search path, and that needs a library which only this module has. */
  async function addPython(): Promise<string> {
    const [newest] = (await home.equip()).tools.interpreters;
    const [bin, lib] = [join(software('python'), 'bin'), join(software('python'), 'lib')];
    for (const directory of [bin, lib]) await mkdir(directory, { recursive: true });
    await copyFile(newest?.path ?? '', join(bin, 'python3'));
    const { stdout } = await run(['/sbin/ldconfig', '-p'], { environment: {}, seconds: 60 });
    const [, library = ''] = /libm\.so\.6 .* => (.*)/.exec(stdout) ?? [];
    await copyFile(library, join(lib, 'libof-module.so'));
    const { conda } = await condaParts();
    const patchelf = join(dirname(dirname(conda)), 'tools/bin/patchelf');
    const needs = [patchelf, '--add-needed', 'libof-module.so', join(bin, 'python3')];
    expect(await run(needs, { environment: {}, seconds: 60 })).toMatchObject({ exit: 0 });
    const lines = ['#%Module1.0', `prepend-path PATH ${bin}`, `prepend-path LD_LIBRARY_PATH ${lib}`];
    const module = `python/${newest?.version}`;
    await put(join(tree, module), `${lines.join('\n')}\n`);
    return module;
  }

  it('loads them before anything is installed', () => {
    const ids = build.state.steps.map(({ id }) => id);
    expect(ids.indexOf('load-modules')).toBeGreaterThanOrEqual(0);
    expect(ids.indexOf('load-modules')).toBeLessThan(ids.indexOf('create-environment'));
  });

  it('is made with the Python that they bring', () => {
    const settings = readFileSync(join(build.plan.prefix, 'pyvenv.cfg'), 'utf8');
    expect(settings).toMatch(new RegExp(`^home = ${software('python')}/bin$`, 'm'));
  });

  it('has a preview, for which their Python is started as they do it', async () => {
    const modules = ['probe/1.0', python];
    const preview = await previewKernel(parseRecipe({ name: 'other', manager, modules }), await home.equip());
    expect(preview.resolve_problem).toBeUndefined();
    expect(preview.resolved?.packages.map((each) => each.name)).toContain('ipykernel');
  });

  it('brings the app’s own Python where the host’s are too old, and this starts without the modules', async () => {
    const site = await home.equip();
    const found = await moduleInterpreters({ ...site, tools: { ...site.tools, interpreters: [] } });
    expect(found).toMatchObject([{ libraries: `${software('python')}/lib`, venv: true }]);
    expect(await moduleInterpreters(site)).toEqual([]);
    const host = { ...site.tools, interpreters: [], module_interpreters: found, indexes: [] };
    const directory = join(home.directory, 'helper-files');
    const runner = helperRunner(kernelClient, host, { tools: join(home.directory, 'tools'), directory });
    for (const { path, text } of runner?.files ?? []) await put(path, text);
    const start = (words: string[]) => run(words, { environment: site.environment, seconds: 600 });
    // Made once: the other module system has the same Python.
    if (name === 'Lmod') return;
    expect(await start(runner?.prepare ?? [])).toMatchObject({ exit: 0 });
    const asked = await start([
      ...(runner?.words ?? []),
      '-c',
      'import jupyter_client, sys; print(sys.prefix)',
    ]);
    expect(asked, asked.stderr).toMatchObject({ exit: 0, stdout: join(directory, 'helper') });
    const bare = await start([join(directory, 'helper/bin/python'), '-c', '']);
    expect(bare.stderr).toContain('libof-module.so');
  });

  it('gives the kernel what they set, though the session has another one loaded', async () => {
    const session = await sessionWith('probe/2.0 compiler/9');
    expect(session).toMatchObject({ PROBE_MODULE: '2.0', CC: 'loaded' });
    const names = ['PROBE_MODULE', 'LOADEDMODULES', 'LD_LIBRARY_PATH', 'PATH', 'CC', 'PROBE_SIZE'];
    const cells = names.map((each) => `import os\nprint(os.environ.get("${each}"), end="")`);
    const outputs = await runNotebook(home, { kernel: 'with-module', cells: [...cells, '!probe'], session });
    const path = [
      `${build.plan.prefix}/bin`,
      `${software('python')}/bin`,
      `${software('1.0')}/bin`,
      '/usr/local/bin:/usr/bin:/bin',
    ];
    expect(outputs).toEqual([
      ...['1.0', `probe/1.0:${python}`, `${software('python')}/lib:${software('1.0')}/lib`, path.join(':')],
      // Nothing of the compiler that the session has loaded, and the kernel's own variable wins over a module's.
      ...['None', 'mine'],
      expect.stringContaining('probe 1.0'),
    ]);
  });

  it('keeps the reason where the modules cannot be loaded any more, until they can be', async () => {
    const file = join(tree, 'probe/1.0');
    // Beside the tree: a longer name would be found as another version.
    const aside = join(home.directory, 'probe-aside');
    await rename(file, aside);
    try {
      const { ok, message } = await resultOf(home, 'check', 'with-module');
      expect(ok).toBe(false);
      expect(message).toMatch(/The modules probe\/1\.0 python\/[\d.]+ could not be loaded on .*probe\/1\.0/s);
      expect(readStartFailure(build.plan.prefix)).toContain('probe/1.0');
      expect(await health()).toMatchObject({ state: 'module-gone', fix: 'rebuild' });
      const [kernel] = await listKernels(home.site);
      expect(kernel && toTile(kernel, home.site).problem).toContain('could not be loaded');
    } finally {
      await rename(aside, file);
    }
    expect((await resultOf(home, 'check', 'with-module')).ok).toBe(true);
    expect(readStartFailure(build.plan.prefix)).toBeUndefined();
    expect((await health()).state).toBe('starts');
  });

  it('is fixed by its button where the host has another version of the module, or without modules', async () => {
    const file = join(tree, 'probe/1.0');
    const aside = join(home.directory, 'probe-aside');
    await rename(file, aside);
    try {
      expect((await resultOf(home, 'check', 'with-module')).ok).toBe(false);
      // As it was, it cannot be rebuilt.
      await expect(generationOf(home, 'rebuild', 'with-module')).rejects.toMatchObject({
        ...{ code: 'module-unknown', field: 'modules' },
      });
      const kernel = await findKernel('with-module', home.site);
      const without = await rebuild.request(kernel, { modules: 'none' }, await home.equip());
      expect(without).toMatchObject({ recipe: { modules: [] }, operation: 'rebuild' });
      const { fix = '', fix_with } = await health();
      const newest = await rebuild.request(kernel, rebuild.arguments.parse(fix_with), await home.equip());
      expect(newest.recipe.modules).toEqual(['probe/2.0', python]);
      // One manager builds it: pip needs twice as long.
      if (manager === 'venv') return;
      const rebuilt = await generationOf(home, fix, 'with-module', { ...fix_with });
      expect(rebuilt.state).toMatchObject({ status: 'succeeded' });
      const { origin } = await findKernel('with-module', home.site);
      expect(parseStoredRecipe(origin?.recipe).modules).toEqual(['probe/2.0', python]);
      expect((await health()).state).toBe('starts');
      const cells = ['import os\nprint(os.environ["PROBE_MODULE"], end="")'];
      const session = await sessionWith('compiler/9');
      expect(await runNotebook(home, { kernel: 'with-module', cells, session })).toEqual(['2.0']);
    } finally {
      await rename(aside, file);
    }
  });

  it('is refused before anything is made where there is no such module, with those that may be meant', async () => {
    const recipe = parseRecipe({ name: 'unknown-module', modules: ['probe/1.0', 'prob/2.0'] });
    const options = { keep: false, launcher: 'local' };
    await expect(createKernel(recipe, await home.equip(), options)).rejects.toMatchObject({
      ...{ code: 'module-unknown', field: 'modules' },
      message: 'The module `prob/2.0` does not exist on this host',
      hint: 'Did you mean `probe/2.0`, `probe/1.0`?',
    });
    expect(existsSync(join(home.environments, 'unknown-module'))).toBe(false);
  });

  it('is refused with the reason where two of them do not go together', async () => {
    const recipe = parseRecipe({ name: 'conflict', modules: ['probe/1.0', 'probe/2.0'] });
    const loading = withModules(recipe, await home.equip());
    // Lmod takes the second for the first.
    if (name === 'Lmod') await expect(loading).resolves.toBeTruthy();
    else await expect(loading).rejects.toMatchObject({ code: 'modules-not-loaded', field: 'modules' });
  });

  it('loads the module of a version that nothing else here has', async () => {
    const other = makeHome({ index: true, settings: { modules: { init } } });
    other.site.environment.MODULEPATH = join(other.directory, 'modules');
    await put(join(other.directory, 'modules/python/3.99.1'), '#%Module1.0\n');
    const site = await other.equip();
    const recipe = parseRecipe({ name: 'by-version', manager, language_version: '3.99' });
    expect((await withVersionModule(recipe, site)).modules).toEqual(['python/3.99.1']);
    const [newest] = site.tools.interpreters;
    const here = parseRecipe({ name: 'here', manager, language_version: newest?.version });
    expect((await withVersionModule(here, site)).modules).toEqual([]);
  });

  it('can be filled in from the names that there are, which no page waits for', async () => {
    const site = { ...(await home.equip()), data_root: join(home.directory, 'other-data') };
    await mkdir(site.data_root);
    expect(await askModules(site)).toEqual(['compiler/9', 'probe/1.0', 'probe/2.0', python]);
    expect(await knownModules(site)).toEqual([]);
    const known = await waitFor('the names', async () => {
      const names = await knownModules(site);
      return names.length > 0 && names;
    });
    expect(known).toContain('probe/2.0');
  });

  async function health() {
    return quickHealth(await findKernel('with-module', home.site), home.site);
  }

  /** What a login shell has after `module load`. */
  async function sessionWith(module: string): Promise<Record<string, string>> {
    const script = `. ${init} && module load ${module} && env -0`;
    const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: home.home, MODULEPATH: tree };
    const { stdout } = await run(['bash', '--noprofile', '--norc', '-c', script], {
      environment,
      seconds: 600,
    });
    const lines = stdout.split('\0').filter((line) => /^\w+=/.test(line));
    return Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  }
});
