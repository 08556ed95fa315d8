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
  const directory = join(home.jupyter_data, 'kernels', 'mine');
  mkdirSync(directory, { recursive: true });
  const origin = { version: '1', generation: 1, prefix: `${dead}/mine/1`, manager: 'uv', recipe: {} };
  const spec = { argv: ['x'], display_name: 'Mine', metadata: { create_kernel: origin } };
  writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
  mkdirSync(buildsDirectory(home.data_root), { recursive: true });
  const served = await serveHome(home);
  for (const [path, shown] of [
    ['/', 'Dead'],
    ['/builds', 'Builds'],
    ['/kernels', 'Mine'],
    ['/kernels/show?name=mine', 'Location not answering'],
    ['/doctor', 'has not answered within 3 seconds'],
  ] as const) {
    const { status, text } = await served.ask(path);
    expect([path, status]).toEqual([path, 200]);
    expect(textOf(text)).toContain(shown);
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
