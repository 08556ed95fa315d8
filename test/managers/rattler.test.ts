import { describe, expect, it } from 'vitest';
import { rattler } from '../../src/managers/conda/rattler/rattler.js';
import type { Earlier, Locked } from '../../src/managers/manager.js';
import { environmentRequest, makePlan } from '../../src/plan/make-plan.js';
import { makePlanRequest } from '../../src/plan/plan-request.js';
import { hostFor } from '../../src/site/host.js';
import { context, interpreter, recipe, uv } from '../support/host.js';
import { commandOf, environmentOf, questionOf } from '../support/plan.js';

const fields = { manager: 'rattler', language_version: '3.10', packages: ['numpy'] };
const host = context({ uv });
const staging = '/home/ada/.local/share/jupyter/create_kernel/first-1';

/** The app's own Python runs the engine, apart from all variables and packages of the user. */
const ENGINE = [`${staging}/conda-engine/bin/python`, '-I', `${staging}/conda_engine.py`];
const CACHE = ['--cache', '/envs/.package-cache/conda'];
const HASH = 'a'.repeat(32);
const LOCK = `@EXPLICIT\nhttps://h/forge/linux-64/six-1.16-0.conda#${HASH}\n`;

/** Its steps for an environment that begins with the packages of another one. */
function stepsWith(more: { locked?: Locked; earlier?: Earlier }, tools = host) {
  const asked = makePlanRequest(recipe(fields), tools.site);
  const { create, install } = rattler.plan({ ...environmentRequest(asked, { generation: 1 }), ...more });
  return [...create, ...install];
}

function wordsOf(steps: ReturnType<typeof stepsWith>, step: string): string[] {
  const { action } = steps.find(({ id }) => id === step) ?? {};
  return action?.kind === 'command' ? action.argv : [];
}

describe('the script for rattler', () => {
  it('makes the engine ready before it uses it, apart from the variables of the build', () => {
    const { steps } = makePlan(recipe(fields), host);
    const prepare = steps.find(({ id }) => id === 'prepare-conda-engine');
    expect(prepare?.action).toMatchObject({
      clean: true,
      argv: [
        ...['/usr/bin/python3.11', '-I', '-S', `${staging}/helper.py`],
        ...['--lock', `${staging}/conda-engine-lock.txt`],
        ...['--place', '/home/ada/data/tools/helper/conda-engine'],
        ...['--link', `${staging}/conda-engine`],
      ],
    });
    const order = steps.map(({ id }) => id);
    expect(order.indexOf('prepare-conda-engine')).toBeLessThan(order.indexOf('create-environment'));
  });

  it('prefers the engine of the site', () => {
    const of = { ...host, site: { ...host.site, helper_directory: '/opt/helpers' } };
    const words = commandOf('prepare-conda-engine', fields, of);
    expect(words.filter((_, at) => words[at - 1] === '--place')).toEqual([
      '/opt/helpers/conda-engine',
      '/home/ada/data/tools/helper/conda-engine',
    ]);
  });

  it('creates everything in one solve from the given channels', () => {
    const given = { ...fields, channels: ['bioconda', 'conda-forge'], packages: ['numpy>=1.26'] };
    expect(commandOf('create-environment', given, host)).toEqual([
      ...[...ENGINE, ...CACHE, '--prefix', '/envs/first/1'],
      ...['--channel', 'bioconda', '--channel', 'conda-forge'],
      ...['--write-lock', `${staging}/conda-lock.txt`],
      ...['create', 'python=3.10', 'ipykernel', 'pip', 'numpy>=1.26'],
    ]);
  });

  it('gives the solve the variables of the recipe, and the channels of the site', () => {
    const site = context({ uv }, { channels: { default: ['https://mirror/forge'] } });
    const { steps } = makePlan(
      recipe({ ...fields, install_variables: { CONDA_OVERRIDE_CUDA: '12.4' } }),
      site,
    );
    const { action } = steps.find(({ id }) => id === 'create-environment') ?? {};
    expect(action).toMatchObject({
      variables: { CONDA_OVERRIDE_CUDA: '12.4', PYTHONNOUSERSITE: '1' },
      argv: expect.arrayContaining(['--channel', 'https://mirror/forge']),
    });
  });

  it('activates with the app’s program, without any conda', () => {
    const line = `. ${staging}/activate.sh /envs/first/1 ${staging}/notes.txt\n`;
    expect(environmentOf(fields, host)).toContain(line);
  });

  it('locks with what the engine wrote beside the environment', () => {
    expect(commandOf('lock-conda-packages', fields, host)).toEqual([
      ...['cp', '--', `${staging}/conda-lock.txt`, '/envs/first/1/.create_kernel/lock.txt'],
    ]);
  });

  it('writes a package cache that no other build writes at the same time', () => {
    const { steps } = makePlan(recipe(fields), host);
    expect(steps.filter(({ exclusive }) => exclusive).map(({ id, exclusive }) => [id, exclusive])).toEqual([
      ['create-environment', '/envs/.package-cache/conda'],
    ]);
  });
});

describe('what pip adds', () => {
  const both = { ...fields, pip_packages: ['six'] };

  it('is installed by uv, which replaces no package of conda', () => {
    expect(commandOf('install-pip-packages', both, host)).toEqual([
      ...['/opt/uv', 'pip', 'install', '--python', '/envs/first/1/bin/python'],
      ...['--requirement', `${staging}/pip-packages.txt`, '--constraint', `${staging}/constraints.txt`],
    ]);
  });

  it.each([
    ['gets uv where the host lacks it, once', both, 1],
    ['needs no uv if there is nothing to add', fields, 0],
  ])('%s', (_, asked, times) => {
    const { steps } = makePlan(recipe(asked), context());
    expect(steps.filter(({ id }) => id === 'prepare-uv')).toHaveLength(times);
  });

  it('is installed by the environment’s own pip where the site does not allow to get uv', () => {
    const without = context({}, { install_uv: false });
    const words = commandOf('install-pip-packages', both, without);
    expect(words.slice(0, 4)).toEqual(['/envs/first/1/bin/python', '-m', 'pip', 'install']);
    expect(words).toEqual(expect.arrayContaining(['--constraint', `${staging}/constraints.txt`]));
  });
});

describe('an environment from another one with rattler', () => {
  it('is installed from its lock without a solve', () => {
    const steps = stepsWith({ locked: { lock: LOCK } });
    expect(wordsOf(steps, 'create-environment')).toEqual([
      ...[...ENGINE, ...CACHE, '--prefix', '/envs/first/1'],
      ...['--lock', `${staging}/locked.txt`, 'create'],
    ]);
    const written = steps.flatMap(({ action }) => (action.kind === 'write' ? [action] : []));
    expect(written).toContainEqual(
      expect.objectContaining({ path: `${staging}/locked.txt`, text: expect.stringContaining(HASH) }),
    );
  });

  it('keeps the earlier versions, but for those that are asked for newer', () => {
    const earlier = { lock: LOCK, upgrade: ['numpy'], changed: [] };
    const words = wordsOf(stepsWith({ earlier }), 'create-environment');
    const at = words.indexOf('--earlier');
    expect(words.slice(at, at + 4)).toEqual([
      ...['--earlier', `${staging}/earlier.txt`, '--upgrade', 'numpy'],
    ]);
  });
});

describe('the preview with rattler', () => {
  it('makes the engine ready and solves, without an environment', () => {
    const question = questionOf('rattler', host);
    expect(question?.prepare).toEqual([expect.arrayContaining([`${staging}/helper.py`])]);
    expect(question?.argv).toEqual([
      ...[...ENGINE, ...CACHE, '--channel', 'conda-forge'],
      ...['solve', 'python', 'ipykernel', 'pip', 'six'],
    ]);
  });

  it('has every program that it runs', () => {
    const { prepare = [], argv = [], files = [] } = questionOf('rattler', host) ?? {};
    const programs = [...prepare.flat(), ...argv].filter((word) => word.endsWith('.py'));
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(programs));
  });
});

describe('rattler on a host', () => {
  const old = interpreter('3.6.8');
  const strange = { ...interpreter('3.11.7'), machine: 'riscv64' };

  it.each([
    ['without Python', [], 'it needs Python 3.8 or newer with `venv`'],
    ['with an old Python', [old], 'it needs Python 3.8 or newer with `venv`'],
    ['with a Python without venv', [interpreter('3.11.7', '')], 'it needs Python 3.8 or newer with `venv`'],
    ['that py-rattler has no wheels for', [strange], 'this host is riscv64 with glibc 2.36'],
  ])('%s is not available, and says why', (_, interpreters, why) => {
    const { site } = context({ interpreters }, { install_uv: false });
    const bare = hostFor(rattler, site);
    expect(rattler.available(bare)).toBe(false);
    expect(rattler.absence?.(bare)).toContain(why);
    expect(rattler.report?.(bare)).toBeUndefined();
  });

  it('with a Python is available without any program, and the doctor says what it is', () => {
    const here = hostFor(rattler, context().site);
    expect(rattler.available(here)).toBe(true);
    expect(rattler.absence?.(here)).toBeUndefined();
    expect(rattler.report?.(here)?.found).toMatch(/^part of this app/);
  });
});
