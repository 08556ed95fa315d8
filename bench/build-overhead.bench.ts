/** A whole build, from the order to its end, compared with bash running the same steps. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKernel } from '../src/kernels/requests/create.js';
import { makePlan } from '../src/plan/make-plan.js';
import { parseRecipe } from '../src/recipe/recipe.js';
import { renderScript } from '../src/steps/script.js';
import { inTurn, succeeded, tell, withHome } from './support.js';

/** Pairs of runs. One with `venv`, which installs pip into each environment, takes several times as long as one with uv. */
const pairs = { uv: 5, venv: 3 };

for (const [manager, count] of Object.entries(pairs)) {
  await withHome(async ({ directory, equip }) => {
    const recipe = (name: string) => parseRecipe({ name, manager, packages: ['six'] });
    let site = await equip();
    // The first build installs what all later ones need.
    await succeeded(
      (await createKernel(recipe('first'), site, { keep: false, launcher: 'local' })).build,
      site,
    );
    site = await equip();
    const build = async (run: number) => {
      const { build } = await createKernel(recipe(`build-${run}`), site, { keep: false, launcher: 'local' });
      await succeeded(build, site);
      if (run > 0) console.log(`${manager}: pair ${run} of ${count}`);
    };
    const script = async (run: number) => {
      const path = join(directory, `script-${run}.sh`);
      writeFileSync(
        path,
        renderScript(makePlan(recipe(`script-${run}`), { site, generation: 1, version: 'bench' })),
      );
      execFileSync('bash', [path], { stdio: 'ignore', env: site.environment });
    };
    const { a, b, ratio } = await inTurn(count, build, script);
    console.log(`${manager}: build ${a.toFixed(2)} s, script ${b.toFixed(2)} s, ratio ${ratio.toFixed(3)}`);
    if (b < 4) tell(`${manager}: more than the script`, (a - b) * 1000, { most: 200 }, ' ms');
    else tell(`${manager}: build / script`, ratio, { most: 1.05 });
  });
}
