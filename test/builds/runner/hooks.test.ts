import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { create } from '../../support/create.js';
import { makeHome } from '../../support/home.js';
import { logText } from '../../support/log.js';

// These tests run real processes, beside those of other test files.
describe('the site’s hooks', () => {
  it('run in their phases, with the environment after the steps before them', async () => {
    const tell = (when: string) => [
      'sh',
      '-c',
      `echo ${when} "$CREATE_KERNEL_NAME" "$VIRTUAL_ENV" >> "$HOME/printed"`,
    ];
    const hooks = { create: { before: tell('first') }, publish: { after: tell('last') } };
    const home = makeHome({ pretendUv: true, settings: { hooks } });
    const { state, plan } = await create(home, { name: 'mine' });
    expect(state.status).toBe('succeeded');
    expect(readFileSync(`${home.home}/printed`, 'utf8')).toBe(`first mine \nlast mine ${plan.prefix}\n`);
  });

  it('end the build if they fail, with their last line as its cause', async () => {
    const hooks = {
      publish: { before: ['sh', '-c', 'echo looking; echo "3 of 3 kernels are in use" >&2; exit 4'] },
    };
    const home = makeHome({ pretendUv: true, settings: { hooks } });
    const { state, plan } = await create(home, { name: 'mine' });
    expect(state).toMatchObject({ status: 'failed', cause: { code: 'hook-failed' } });
    expect(state.cause?.message).toBe(
      'The site’s own command in the phase *publish* ended the build: 3 of 3 kernels are in use',
    );
    expect(existsSync(plan.kernel_directory) || existsSync(plan.prefix)).toBe(false);
  });

  it('do not remove a kernel that is published already', async () => {
    const hooks = { publish: { after: ['sh', '-c', 'echo no mail >&2; exit 1'] } };
    const home = makeHome({ pretendUv: true, settings: { hooks } });
    const { state, plan, files } = await create(home, { name: 'mine' });
    expect(state.status).toBe('succeeded');
    expect(state.steps.at(-1)).toMatchObject({ id: 'after-publish', status: 'failed', exit: 1 });
    expect(await logText(files)).toContain('no mail');
    expect(existsSync(plan.kernel_directory)).toBe(true);
    expect(existsSync(plan.staging)).toBe(false);
  });

  it('are reported by their exit code if they print nothing', async () => {
    const home = makeHome({ pretendUv: true, settings: { hooks: { create: { before: ['false'] } } } });
    const { state } = await create(home, { name: 'mine' });
    expect(state.cause?.message).toBe(
      'The site’s own command in the phase *create* ended the build with exit code 1',
    );
  });
});
