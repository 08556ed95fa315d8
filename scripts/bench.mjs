/** `npm run bench` compiles and runs all benchmarks in bench/; `npm run bench -- start-up` runs one. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

await setUp();
const { build } = await import('esbuild');
const { inPlace } = await import('./bundle.mjs');
const asked = process.argv.slice(2);
const names = readdirSync(join(root, 'bench'))
  .map((file) => /^(.*)\.(?:bench|test)\.ts$/.exec(file)?.[1])
  .filter((name) => name !== undefined);

for (const name of asked.length > 0 ? asked : names) {
  console.log(`\n── ${name} ──`);
  const words = existsSync(join(root, 'bench', `${name}.test.ts`))
    ? [join(root, 'node_modules/.bin/vitest'), 'run', '--project', 'bench', `bench/${name}.test.ts`]
    : [await compile(name)];
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

/** Returns the path of the program. */
async function compile(name) {
  const outfile = join(root, 'bench', '.compiled', `${name}.mjs`);
  await build({
    ...inPlace,
    entryPoints: [join(root, 'bench', `${name}.bench.ts`)],
    outfile,
    packages: 'external',
  });
  return outfile;
}
