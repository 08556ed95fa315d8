/** How each manager is asked for the packages before anything is installed. */
import { expect, it } from 'vitest';
import type { Resolution } from '../../src/managers/manager.js';
import type { PlanContext } from '../../src/plan/context.js';
import { makeRequest } from '../../src/plan/make-plan.js';
import { conda, context, curl, interpreter, recipe, uv } from '../support/host.js';

function questionOf(manager: string, host: PlanContext): Resolution | undefined {
  const asked = makeRequest(recipe({ manager, packages: ['six'] }), host);
  return asked.manager.resolve(asked.request);
}

it.each<[string, string, PlanContext]>([
  ['uv that is yet to be got', 'uv', context()],
  ['uv that is too old to tell sizes', 'uv', context({ uv: { ...uv, version: '0.6.14' } })],
  ['pip that is too old to report', 'venv', context({ interpreters: [interpreter('3.6.8', '18.1')] })],
  [
    'conda that is yet to be installed',
    'conda',
    context({ curl }, { conda_installer: { url: 'https://example.org/conda.sh', sha256: '0'.repeat(64) } }),
  ],
])('a %s is not asked', (_, manager, host) => {
  expect(questionOf(manager, host)).toBeUndefined();
});

it.each<[string, PlanContext]>([
  ['uv', context({ uv })],
  ['conda', context({ conda })],
])('%s is asked at once', (manager, host) => {
  expect(questionOf(manager, host)?.prepare).toEqual([]);
});

it('pip is asked in an environment of its own, after it is renewed where it is too old', () => {
  const prepared = (pip: string) =>
    questionOf('venv', context({ interpreters: [interpreter('3.9.2', pip)] }))?.prepare;
  expect(prepared('22.2')).toEqual([['/usr/bin/python3.9', '-m', 'venv', expect.any(String)]]);
  expect(prepared('20.2')?.[1]).toEqual(expect.arrayContaining(['-m', 'pip', 'install', '--upgrade', 'pip']));
});
