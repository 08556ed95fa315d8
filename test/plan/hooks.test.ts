import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/plan/make-plan.js';
import { phases } from '../../src/shared/builds/phases.js';
import { renderScript } from '../../src/steps/script.js';
import { context, recipe, uv } from '../support/host.js';

const planWith = (hooks: object) => makePlan(recipe(), context({ uv }, { hooks }));

describe('the site’s hooks', () => {
  it.each(phases)('are the first and the last step of %s', (phase) => {
    const { steps } = planWith({
      [phase]: { before: ['/opt/site/first'], after: ['/opt/site/last', phase] },
    });
    const own = steps.filter((step) => step.phase === phase).map(({ id }) => id);
    expect([own[0], own.at(-1)]).toEqual([`before-${phase}`, `after-${phase}`]);
    expect(own).toHaveLength(new Set(own).size);
    expect(steps).toHaveLength(planWith({}).steps.length + 2);
  });

  it('are in the script, with their variables', () => {
    const script = renderScript(planWith({ install: { before: ['/opt/site/ask', 'two words'] } }));
    expect(script).toContain(`# ── install ──

# Run the site’s command before this phase
CREATE_KERNEL_NAME=first CREATE_KERNEL_PREFIX=/envs/first/1 CREATE_KERNEL_MANAGER=uv /opt/site/ask 'two words'`);
  });

  it('add no steps if the site has none', () => {
    expect(planWith({}).steps.filter(({ tool }) => tool === 'hook')).toEqual([]);
  });
});

describe('IPython’s history', () => {
  it.each([
    [true, false],
    [false, true],
  ])('ipython_history: %s turns it off: %s', (ipython_history, off) => {
    const { steps } = makePlan(recipe(), context({ uv }, { ipython_history }));
    const { action } = steps.find(({ id }) => id === 'write-definition') ?? {};
    const { argv } = JSON.parse(action?.kind === 'write' ? action.text : '{}');
    expect(argv.includes('--HistoryManager.enabled=False')).toBe(off);
    expect(argv).toContain('{connection_file}');
  });
});
