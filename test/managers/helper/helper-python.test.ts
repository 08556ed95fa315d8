import { describe, expect, it } from 'vitest';
import { condaEngine } from '../../../src/managers/conda/rattler/engine.js';
import { type HelperHost, helperPython } from '../../../src/managers/helper/helper.js';
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
