import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { cleanDisk, measureDisk } from '../../../../src/kernels/disk/disk.js';
import {
  findKept,
  type Kept,
  keptEnvironments,
} from '../../../../src/kernels/requests/preview/kept-environments.js';
import { type Home, makeHome } from '../../../support/home.js';
import { waitFor } from '../../../support/wait.js';

const OLD = new Date(0);

/** A home with an interpreter, and previews that make environments with it. */
function start() {
  const home = makeHome({ pretendUv: true });
  const by = join(home.directory, 'python');
  writeFileSync(by, 'first');
  let count = 0;
  const preview = async (facts: string[] = ['3.11.2', '23.0'], made = `by preview ${count + 1}`) => {
    const path = join(home.data_root, `previews/preview-${++count}/resolve`);
    mkdirSync(dirname(path), { recursive: true });
    const kept = (await findKept({ path, by, facts }, home.data_root)) as Kept;
    const make = () => {
      mkdirSync(path);
      writeFileSync(join(path, 'made'), made);
    };
    if (!kept.found) make();
    return { kept, path, text: () => readFileSync(join(path, 'made'), 'utf8') };
  };
  return { home, by, preview };
}

const keptIn = ({ data_root }: Home) => keptEnvironments(data_root);

it('an environment is made once, and is then at the path where each preview expects it', async () => {
  const { home, preview } = start();
  const first = await preview();
  expect(first.kept.found).toBe(false);
  await first.kept.keep();
  expect(first.text()).toBe('by preview 1');
  const second = await preview();
  expect(second.kept.found).toBe(true);
  expect(second.text()).toBe('by preview 1');
  expect(keptIn(home)).toHaveLength(1);
});

it('of two previews at the same time, one keeps its environment, and each has a whole one', async () => {
  const { home, preview } = start();
  const [one, two] = await Promise.all([preview(), preview()]);
  await Promise.all([one.kept.keep(), two.kept.keep()]);
  expect([one.text(), two.text()]).toEqual(['by preview 1', 'by preview 2']);
  expect(keptIn(home)).toHaveLength(1);
});

it('another one is made for an interpreter that was upgraded, or that includes another pip', async () => {
  const { home, by, preview } = start();
  await (await preview()).kept.keep();
  expect((await preview(['3.11.2', '23.1'])).kept.found).toBe(false);
  renameSync(by, `${by}.old`);
  writeFileSync(by, 'other');
  utimesSync(by, OLD, OLD);
  const upgraded = await preview();
  expect(upgraded.kept.found).toBe(false);
  await upgraded.kept.keep();
  expect(keptIn(home)).toHaveLength(2);
});

it('none is kept for an interpreter that cannot be looked at', async () => {
  const { data_root } = makeHome({ pretendUv: true });
  const environment = { path: join(data_root, 'resolve'), by: '/proc/nonexistent/python', facts: [] };
  expect(await findKept(environment, data_root)).toBeUndefined();
});

it('each use is recorded, by which the ones that no one uses are found', async () => {
  const { home, preview } = start();
  await (await preview()).kept.keep();
  const [path = ''] = keptIn(home);
  utimesSync(path, OLD, OLD);
  await preview();
  expect(statSync(path).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
});

it('the disk page shows and removes them, and the next preview makes another', async () => {
  const { home, preview } = start();
  await (await preview(undefined, 'x'.repeat(50_000))).kept.keep();
  const rows = await measureDisk(home.site, { seconds: 60 });
  expect(rows.find(({ id }) => id === 'previews')?.removable).toBeGreaterThan(50_000);
  const [path = ''] = keptIn(home);
  await cleanDisk('previews', await home.equip(), { dry_run: false, seconds: 60 });
  await waitFor('the deletion', () => !existsSync(path));
  expect((await preview()).kept.found).toBe(false);
});
