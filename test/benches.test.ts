/** The benches, as `npm run bench` compiles them (scripts/bench.mjs). */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { inPlace } from '../scripts/bundle.mjs';
import { appRoot } from '../src/base/program.js';

it('A compiled bench finds the files beside the source of each of its modules', async () => {
  const entryPoints = [join(appRoot, 'bench/kernel-list.bench.ts')];
  const { outputFiles } = await build({ ...inPlace, entryPoints, packages: 'external', write: false });
  const [banner, ...lines] = outputFiles[0]?.text.split('\n') ?? [];
  const text = lines.join('\n');
  expect(banner).toContain('createRequire(import.meta.url)');
  expect(text).not.toContain('import.meta.url');
  for (const source of ['test/support/python-with.ts', 'src/base/program.ts'])
    expect(text).toContain(`"${pathToFileURL(join(appRoot, source)).href}"`);
});
