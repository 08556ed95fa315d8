import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeHome } from '../support/home.js';
import { ended, orderPretend, pretendPlan, shell } from '../support/pretend.js';

describe('a build', () => {
  it('runs its steps in order, publishes, and tells that it succeeded', async () => {
    const home = makeHome();
    const plan = pretendPlan(home, [shell('say', 'echo hello; echo warning >&2')]);
    const { state } = await ended(await orderPretend(home, plan), home);
    expect(state).toMatchObject({ status: 'succeeded', name: 'pretend', lines: 2 });
    expect(state.steps.map((step) => step.status)).toEqual(plan.steps.map(() => 'succeeded'));
    expect(JSON.parse(readFileSync(`${plan.kernel_directory}/kernel.json`, 'utf8'))).toMatchObject({
      display_name: 'pretend kernel',
    });
    expect(existsSync(plan.staging)).toBe(false);
  });
});
