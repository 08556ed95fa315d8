/** `npm run bench` compiles and runs all benchmarks in bench/; `npm run bench -- start-up` runs one. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

await setUp();
const { build } = await import('esbuild');
const asked = process.argv.slice(2);
const names = readdirSync(join(root, 'bench'))
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace(/\.bench\.ts$/, ''));

for (const name of asked.length > 0 ? asked : names) {
  const program = join(root, 'bench', '.compiled', `${name}.mjs`);
  await build({
    entryPoints: [join(root, 'bench', `${name}.bench.ts`)],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    loader: { '.py': 'text', '.sh': 'text', '.txt': 'text', '.ejs': 'text' },
  });
  console.log(`\n── ${name} ──`);
  const { status } = spawnSync(process.execPath, [program], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
