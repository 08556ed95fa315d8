/** A kernel that a host with a newer processor made: its state here, and the button that fixes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { quickHealth } from '../../src/kernels/health/index.js';
import { equipSite, readSite } from '../../src/site/site.js';
import { helper_directory } from '../parts/conda/engine.js';
import { condaParts } from '../parts/conda/index.js';
import { createWell } from '../support/create.js';
import { type Home, makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { resultOf } from '../support/operate.js';
import { fieldsOf } from '../support/page.js';
import { ended } from '../support/pretend.js';
import { serveHome, Visitor } from '../support/web.js';

const writer = fileURLToPath(new URL('../parts/processor/channel.py', import.meta.url));
const parts = await condaParts();

/** The same home on a host with another processor. */
function onNewerHost(home: Home): Home {
  const file = join(home.directory, 'newer.yml');
  const settings = parse(readFileSync(join(home.directory, 'site.yml'), 'utf8'));
  // conda and its relatives take it in place of what they detect.
  writeFileSync(file, stringify({ ...settings, environment: { CONDA_OVERRIDE_ARCHSPEC: 'x86_64_v9' } }));
  const environment = { ...home.environment, CREATE_KERNEL_SITE: file };
  const site = readSite(environment);
  return { ...home, environment, site, equip: () => equipSite(site, environment) };
}

it('is fixed by an update that solves for this processor', async () => {
  const python = join(dirname(fileURLToPath(parts.channel)), '../tools/bin/python');
  const home = makeHome({ keepPackages: true, settings: { helper_directory } });
  const own = join(home.directory, 'channel');
  await execa(python, ['-I', '-B', writer, own]);
  const channels = [pathToFileURL(own).href, parts.channel];
  const recipe = { name: 'fast', manager: 'rattler', channels, packages: ['probe-fast'] };
  await createWell(onNewerHost(home), recipe);
  const health = async () => quickHealth(await findKernel('fast', home.site), home.site);
  const found = await health();
  expect(found).toMatchObject({
    ...{ state: 'cpu-too-old', message: expect.stringMatching(/need a processor of level x86-64-v9, and/) },
    ...{ fix: 'update', fix_with: { upgrade: 'all' } },
  });

  const visitor = new Visitor(await serveHome(home));
  const query = new URLSearchParams({ name: 'fast', ...found.fix_with });
  const page = await visitor.get(`/kernels/${found.fix}?${query}`);
  const fields = { name: 'fast', ...fieldsOf(page.text) };
  expect(fields).toMatchObject({ upgrade: 'all' });
  const sent = await visitor.post('/kernels/update', fields);
  const [, id = ''] = /\/builds\/(.+)/.exec(sent.headers.location ?? '') ?? [];
  const build = await ended(id, home);
  expect(build.state.status, await logText(build.files)).toBe('succeeded');
  expect(await health()).toMatchObject({ state: 'starts' });
  expect(readFileSync(join(build.plan.prefix, 'share/probe-fast/LEVEL'), 'utf8')).toBe('1');
  expect(await resultOf(home, 'check', 'fast')).toMatchObject({ ok: true });
});
