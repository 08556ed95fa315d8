import { describe, expect, it } from 'vitest';
import { buildJson, outcomeOf } from '../../../src/cli/following/outcome.js';
import { type BuildState, initialState } from '../../../src/shared/builds/build-state.js';
import type { Report } from '../../../src/shared/builds/report.js';
import type { Plan } from '../../../src/steps/plan.js';

const report: Report = {
  kernel: { ok: true, seconds: 1, executable: '', language_version: '3.11.7', implementation: 'ipython' },
  imports: [],
  packages: [{ name: 'six', version: '1.17.0', source: 'pypi', requested: true }],
  size: 97_000_000,
  files: 10,
};

const plan = { language: 'python', prefix: '/envs/demo/1', kernel_directory: '/kernels/demo' } as Plan;
const cause = {
  code: 'no-such-package',
  message: 'There is no `sixx`',
  hint: 'Did you mean `six`?',
  line: 9,
};

const ended = (state: Partial<BuildState>) => ({
  id: '20260101-000000-abcdef',
  plan,
  state: { ...initialState, display_name: 'My Demo', started: 1_000, ended: 13_000, ...state },
});

describe('the end of a build', () => {
  it('that succeeded names the tile, how to find it, and what it holds', () => {
    const { exit, lines, problem } = outcomeOf(ended({ status: 'succeeded', report }), {
      jupyter: 'https://hpc/jupyter',
    });
    expect({ exit, problem }).toEqual({ exit: 0, problem: [] });
    expect(lines).toEqual([
      'Ready: “My Demo” is in the launcher; if Jupyter is already open, reload its page',
      'kernelspec: /kernels/demo',
      'Jupyter: https://hpc/jupyter',
      '1 package, 97 MB, Python 3.11.7, 12 s',
    ]);
  });

  it('leaves out an address that only a browser on the portal understands', () => {
    const { lines } = outcomeOf(ended({ status: 'succeeded' }), { jupyter: '/pun/sys/dashboard' });
    expect(lines.join()).not.toContain('Jupyter:');
  });

  it('that failed names the cause, the fix and the log', () => {
    expect(outcomeOf(ended({ status: 'failed', cause, kept: '/envs/demo/1' }))).toEqual({
      exit: 1,
      lines: ['Failed after 12 s', 'kept for inspection: /envs/demo/1'],
      problem: [
        'error: There is no `sixx`',
        'hint: Did you mean `six`?',
        'log: create-kernel logs 20260101-000000-abcdef  (line 9)',
      ],
    });
  });

  it.each([
    ['cancelled', 130],
    ['interrupted', 1],
  ] as const)('that was %s ends with status %d', (status, exit) => {
    expect(outcomeOf(ended({ status })).exit).toBe(exit);
  });
});

it('is given as data with its details', () => {
  expect(JSON.parse(JSON.stringify(buildJson(ended({ status: 'failed', name: 'demo', cause }))))).toEqual({
    ...{ id: '20260101-000000-abcdef', name: 'demo', display_name: 'My Demo', status: 'failed', manager: '' },
    ...{ generation: 0, prefix: '/envs/demo/1', kernel_directory: '/kernels/demo' },
    ...{ started: 1_000, ended: 13_000, cause },
  });
});
