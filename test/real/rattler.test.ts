/** Conda environments by the app's own engine, on a host without any conda. */
import { describe, expect, it } from 'vitest';
import { condaParts } from '../parts/conda/index.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';

const parts = await condaParts();
const home = makeHome({
  shared: true,
  keepPackages: true,
  settings: { channels: { default: [parts.channel] } },
});

describe('a kernel by the engine', () => {
  it('is made and verified', async () => {
    const { state, plan } = await createWell(home, {
      name: 'engine',
      packages: ['numpy', 'probe-activate'],
      channels: [parts.channel],
    });
    expect(plan.manager).toBe('rattler');
    expect(state.report?.kernel).toMatchObject({ ok: true, executable: `${plan.prefix}/bin/python` });
  });
});
