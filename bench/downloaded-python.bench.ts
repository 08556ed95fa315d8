/** A kernel with a Python that uv downloads, from a local archive, compared with the same with the host's. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createKernel } from '../src/kernels/requests/create.js';
import { parseRecipe } from '../src/recipe/recipe.js';
import type { EquippedSite } from '../src/site/site.js';
import { makePython } from '../test/parts/pythons/index.js';
import { inTurn, succeeded, tell, withHome } from './support.js';

const PAIRS = 5;

await withHome(async ({ directory, site, equip }) => {
  const python = await makePython(directory);
  const { config } = site;
  Object.assign(config, { python_downloads: { mode: 'offered', list: python.list } });
  const build = async (name: string, on: EquippedSite) => {
    const fields = { name, manager: 'uv', language_version: python.minor, packages: ['six'] };
    const options = { keep: false, launcher: 'local' };
    await succeeded((await createKernel(parseRecipe(fields), on, options)).build, on);
  };
  // The first build installs uv and fills the caches.
  await build('first', await equip());
  const host = await equip();
  const { interpreters } = host.tools;
  const bare = {
    ...host,
    tools: {
      ...host.tools,
      interpreters: interpreters.filter(({ version }) => !version.startsWith(python.minor)),
    },
  };
  const { a, b, ratio } = await inTurn(
    PAIRS,
    async (run) => {
      rmSync(join(site.data_root, 'tools', 'pythons'), { recursive: true, force: true });
      await build(`downloaded-${run}`, bare);
    },
    (run) => build(`host-${run}`, host),
  );
  console.log(`downloaded ${a.toFixed(2)} s, host ${b.toFixed(2)} s`);
  tell('a downloaded Python / the host’s', ratio, { most: 1.5 });
});
