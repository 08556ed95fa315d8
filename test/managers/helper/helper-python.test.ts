import { describe, expect, it } from 'vitest';
import { condaEngine } from '../../../src/managers/conda/rattler/engine.js';
import {
  type HelperHost,
  helperProblem,
  helperPython,
  helperRunner,
} from '../../../src/managers/helper/helper.js';
import type { Interpreter } from '../../../src/managers/program.js';
import { kernelClient } from '../../../src/plan/helper.js';
import { makePlan } from '../../../src/plan/make-plan.js';
import { context, interpreter, recipe, toolsOf } from '../../support/host.js';

const download = (version: string): Interpreter => ({
  ...interpreter(version, ''),
  path: `/pythons/${version}/bin/python`,
  venv: true,
  download: { words: ['python', 'install', version], variables: {} },
});
const own = (version: string): Interpreter => ({
  ...interpreter(version),
  path: `/own/${version}`,
  own: true,
});

function chosen(interpreters: Interpreter[], found: Interpreter[] = [], kind = kernelClient) {
  const host: HelperHost = { interpreters, downloads: { found }, indexes: [] };
  return helperPython(kind, host)?.path;
}

describe('the Python of a helper', () => {
  it.each([
    ['one that the app has downloaded', [interpreter('3.13.1'), own('3.12.4')], [], '/own/3.12.4'],
    [
      'the first of the modules or of the host',
      [interpreter('3.13.1'), own('3.7.2')],
      [],
      '/usr/bin/python3.13',
    ],
    ['one that has `venv`', [interpreter('3.13.1', ''), interpreter('3.11.2')], [], '/usr/bin/python3.11'],
    [
      'one to download, if the others are too old: not the newest, which packages follow later',
      [interpreter('3.6.8')],
      [download('3.15.0'), download('3.14.3'), download('3.7.1')],
      '/pythons/3.14.3/bin/python',
    ],
    ['the newest to download, if there is no other', [], [download('3.14.3')], '/pythons/3.14.3/bin/python'],
  ])('is %s', (_, interpreters, found, path) => {
    expect(chosen(interpreters, found)).toBe(path);
  });

  it('is one of a module before that of the host, and starts with what the module sets for it', () => {
    const libraries = '/modules/python/3.12/lib';
    const ofModule = { ...interpreter('3.12.4'), path: '/modules/python/3.12/bin/python3.12', libraries };
    const host: HelperHost = {
      interpreters: [interpreter('3.13.1')],
      module_interpreters: [ofModule],
      downloads: { found: [] },
      indexes: [],
    };
    const { words, prepare } = helperRunner(kernelClient, host, { tools: '/t', directory: '/d' }) ?? {};
    const start = ['env', `LD_LIBRARY_PATH=${libraries}`];
    expect(words).toEqual([...start, '/d/helper/bin/python', '-I']);
    expect(prepare?.slice(0, 3)).toEqual([...start, ofModule.path]);
    expect(prepare).toEqual(expect.arrayContaining(['--libraries', libraries]));
    const own_first = { ...host, interpreters: [interpreter('3.13.1'), own('3.11.4')] };
    expect(helperPython(kernelClient, own_first)?.path).toBe('/own/3.11.4');
  });

  it('is looked for everywhere, and its packages too: which of the two is missing is the reason', () => {
    const problem = (machine: string, found: Interpreter[]) =>
      helperProblem(condaEngine, {
        interpreters: [{ ...interpreter('3.6.8'), machine }],
        downloads: { found: found.map((each) => ({ ...each, machine })) },
        indexes: [],
      });
    expect(problem('x86_64', [])).toBe('it needs Python 3.8 or newer with `venv`');
    expect(problem('x86_64', [download('3.13.1')])).toBeUndefined();
    expect(problem('s390x', [download('3.13.1')])).toBe(
      'its packages are for x86_64 (glibc 2.17), ppc64le (glibc 2.17), aarch64 (glibc 2.28) or newer, and this host is s390x with glibc 2.36',
    );
  });

  it('is as new as its packages need', () => {
    for (const kind of [kernelClient, condaEngine]) {
      expect(chosen([interpreter('3.8.2')], [], kind)).toBe('/usr/bin/python3.8');
      expect(chosen([interpreter('3.7.9')], [], kind)).toBeUndefined();
    }
  });

  it('is downloaded by a step of the plan, once', () => {
    const tools = toolsOf({
      interpreters: [interpreter('3.6.8')],
      downloads: { found: [download('3.12.1')] },
    });
    const { site, ...target } = context();
    const plan = makePlan(recipe({ manager: 'rattler', packages: ['samtools'] }), {
      ...target,
      site: { ...site, tools },
    });
    const ids = plan.steps.map(({ id }) => id);
    expect(ids.filter((id) => id === 'get-python')).toHaveLength(1);
    expect(ids.indexOf('keep-uv')).toBeLessThan(ids.indexOf('get-python'));
    expect(ids.indexOf('get-python')).toBeLessThan(ids.indexOf('prepare-conda-engine'));
  });
});
