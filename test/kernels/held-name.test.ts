import { describe, expect, it } from 'vitest';
import { locksDirectory, nameLock } from '../../src/builds/build-directory.js';
import { releaseLock, takeLock } from '../../src/builds/holding/lock.js';
import { isGivenBack } from '../../src/kernels/held-name.js';
import type { BuildStatus } from '../../src/shared/builds/build-events.js';
import { makeHome } from '../support/home.js';
import { makePastBuild } from '../support/past-build.js';

async function heldBy(status: BuildStatus) {
  const home = makeHome();
  const lock = nameLock(locksDirectory(home.data_root), 'mine');
  const { id } = makePastBuild(home, { name: 'mine', status });
  await takeLock(lock, id);
  return { site: home.site, release: () => releaseLock(lock, id) };
}

describe('a name', () => {
  it('is given back by a build that has ended, after its runner has tidied up', async () => {
    const { site, release } = await heldBy('succeeded');
    let released = false;
    const given = isGivenBack('mine', site).then((result) => ({ result, released }));
    release();
    released = true;
    expect(await given).toEqual({ result: true, released: true });
  });

  it('is not given back by a build that runs', async () => {
    const { site } = await heldBy('running');
    expect(await isGivenBack('mine', site)).toBe(false);
  });

  it('is not given back by what is no build', async () => {
    const home = makeHome();
    await takeLock(nameLock(locksDirectory(home.data_root), 'mine'), 'remove-0123abcd');
    expect(await isGivenBack('mine', home.site)).toBe(false);
  });

  it('is free if nothing holds it', async () => {
    expect(await isGivenBack('mine', makeHome().site)).toBe(true);
  });
});
