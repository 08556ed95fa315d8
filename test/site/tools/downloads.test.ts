import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findDownloads } from '../../../src/site/tools/downloads.js';
import { OutputCache } from '../../../src/site/tools/output-cache.js';
import { makeHome } from '../../support/home.js';

it('A Python to download has the C library of the host, also where no interpreter says which that is', async () => {
  const { site, directory } = makeHome({ settings: { python_downloads: { mode: 'offered' } } });
  const search = { directories: [directory], config: site.config };
  const answers = await OutputCache.read({ environment: {}, cache: join(directory, 'tools.json') });
  const path = join(directory, 'uv');
  writeFileSync(path, '#!/bin/sh\necho cpython-3.13.1-linux-x86_64-gnu\n', { mode: 0o755 });
  const tools = { programs: { uv: { path, version: '0.9.0' } }, interpreters: [] };
  const { found } = await findDownloads(search, tools, answers);
  expect(found[0]?.glibc).toMatch(/^2\.\d+$/);
});
