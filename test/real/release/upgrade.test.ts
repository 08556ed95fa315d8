import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { appRoot } from '../../../src/base/program.js';
import { readBuild } from '../../../src/builds/builds.js';
import { hasEnded } from '../../../src/shared/builds/build-events.js';
import { makeHome } from '../../support/home.js';
import { buildProgram } from '../../support/program.js';
import { waitFor } from '../../support/wait.js';

it('a build that fails after an upgrade has removed its program still says why', async () => {
  await buildProgram();
  const home = makeHome({ pretendUv: true });
  const app = join(home.directory, 'app');
  for (const name of ['bin', 'dist', 'manifest.yml', 'VERSION'])
    cpSync(join(appRoot, name), join(app, name), { recursive: true });
  home.hook(`rm -r '${app}'; echo 'No space left on device' >&2; exit 2`);
  const words = ['create', 'upgraded', 'six', '--manager', 'uv', '--detach'];
  const { stdout: id } = await execa(join(app, 'bin/create-kernel'), words, {
    env: home.environment,
    extendEnv: false,
  });
  const { state } = await waitFor('the end of the build', async () => {
    const build = await readBuild(id, home.site);
    return hasEnded(build.state.status) ? build : undefined;
  });
  expect(state).toMatchObject({ status: 'failed', cause: { code: expect.stringContaining('full') } });
});
