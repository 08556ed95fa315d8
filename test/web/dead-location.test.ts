/** With one location on a file system that hangs, every page still comes, and another location can be used. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildsDirectory } from '../../src/builds/build-directory.js';
import { checkRequest } from '../../src/kernels/requests/checked-request.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { lookAtLocations, readSite } from '../../src/site/site.js';
import { makeHome } from '../support/home.js';
import { mayHang, mountHanging } from '../support/mount.js';
import { textOf } from '../support/page.js';
import { serveHome } from '../support/web.js';

it.skipIf(!mayHang)('A location that hangs hides nothing else', async () => {
  const first = makeHome();
  const dead = join(first.directory, 'dead');
  const home = makeHome({
    pretendUv: true,
    settings: {
      administrators: [userInfo().username],
      locations: [
        { id: 'dead', title: 'Dead', path: dead },
        { id: 'alive', title: 'Alive', path: join(first.directory, 'alive') },
      ],
    },
  });
  await mountHanging(first, dead);
  // The recipe of one of them cannot be read.
  for (const [name, recipe] of [
    ['Mine', {}],
    ['Whole', { name: 'whole', packages: ['six'] }],
  ] as const) {
    const own = name.toLowerCase();
    const directory = join(home.jupyter_data, 'kernels', own);
    mkdirSync(directory, { recursive: true });
    const origin = { version: '1', generation: 1, prefix: `${dead}/${own}/1`, manager: 'uv', recipe };
    const spec = { argv: ['x'], display_name: name, metadata: { create_kernel: origin } };
    writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
  }
  mkdirSync(buildsDirectory(home.data_root), { recursive: true });
  const served = await serveHome(home);
  for (const [path, shown] of [
    ['/', 'Dead'],
    ['/builds', 'Builds'],
    ['/kernels', 'Mine'],
    ['/kernels/show?name=mine', 'Location not answering'],
    ['/kernels/show?name=whole', 'Location not answering'],
    ['/disk', 'Package caches'],
    ['/doctor', 'has not answered within 3 seconds'],
  ] as const) {
    const { status, text } = await served.ask(path);
    expect([path, status]).toEqual([path, 200]);
    expect(textOf(text)).toContain(shown);
  }
  for (const path of ['/?like=whole', '/kernels/update?name=whole']) {
    const { status, text } = await served.ask(path);
    expect([path, textOf(text)]).toEqual([
      path,
      expect.stringContaining('has not answered within 3 seconds'),
    ]);
    expect(status).toBeLessThan(500);
  }
  await lookAtLocations(home.environment);
  const site = { ...(await home.equip()), locations: readSite(home.environment).locations };
  const ask = (location: string) =>
    checkRequest({ operation: 'create', recipe: parseRecipe({ name: 'new', location }) }, site);
  await expect(ask('dead')).rejects.toMatchObject({
    errors: [{ code: 'directory-silent', field: 'location' }],
  });
  await expect(ask('alive')).resolves.toMatchObject({ recipe: { name: 'new' } });
});
