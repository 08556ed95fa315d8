/** Two pages, two processes and two hosts that change one kernel: one of them does it, and the launcher has what that one wanted. */
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/errors.js';
import { appRoot } from '../../../src/base/program.js';
import { locksDirectory, nameLock } from '../../../src/builds/build-directory.js';
import { listBuilds } from '../../../src/builds/builds.js';
import { identify } from '../../../src/builds/holding/processes/process-identity.js';
import { findKernel } from '../../../src/kernels/find-kernel.js';
import { kernelOperations, updating } from '../../../src/kernels/operations/index.js';
import { orderGeneration } from '../../../src/kernels/requests/order-generation.js';
import { startProblem } from '../../../src/kernels/starting/start-problem.js';
import { defaultLanguage } from '../../../src/languages/index.js';
import { type Home, makeHome } from '../../support/home.js';
import { resultOf } from '../../support/operate.js';
import { fieldsOf, hiddenIn, textOf } from '../../support/page.js';
import {
  beginPair,
  expectOutcome,
  outcomes,
  pairedOperations,
  pairsOf,
  stateOf,
  thawAll,
} from '../../support/pairs.js';
import { buildProgram } from '../../support/program.js';
import { putKernel } from '../../support/published.js';
import { serveHome, Visitor } from '../../support/web.js';

beforeAll(buildProgram);

function homeWith(): Home {
  const home = makeHome({ pretendUv: true, settings: { build_on: { clusters: [] } } });
  putKernel(home, { locks: ['six==1.16.0\n', 'six==1.17.0\n'] });
  return home;
}

const kernelsOf = ({ jupyter_data }: Home) => readdirSync(join(jupyter_data, 'kernels'));

async function expectStarts(home: Home, name: string): Promise<void> {
  const { origin } = await findKernel(name, home.site);
  expect(startProblem({ prefix: origin?.prefix ?? '' }, defaultLanguage)).toBeUndefined();
}

const command = (home: Home, ...words: string[]) =>
  execa(join(appRoot, 'bin/create-kernel'), words, {
    env: { ...home.environment, PATH: `${process.execPath.replace(/\/[^/]*$/, '')}:/usr/bin:/bin` },
    extendEnv: false,
    reject: false,
  });

describe('one kernel', () => {
  it('has one new name after two pages have sent different ones at once', async () => {
    const home = homeWith();
    const pages = [new Visitor(await serveHome(home)), new Visitor(await serveHome(home))];
    for (const page of pages) await page.get('/kernels');
    const answers = await Promise.all(
      pages.map((page, at) => page.post('/kernels/rename', { name: 'mine', new_name: `name-${at}` })),
    );
    const [winner, ...others] = answers.flatMap(({ status }, at) => (status === 303 ? [at] : []));
    expect(others).toEqual([]);
    expect(kernelsOf(home)).toEqual([`name-${winner}`]);
    expect(answers[winner === 0 ? 1 : 0]?.status).toBeGreaterThanOrEqual(400);
    await expectStarts(home, `name-${winner}`);
  });

  it('is in the launcher or removed after a page and the command line have changed it at once', async () => {
    const home = homeWith();
    const page = new Visitor(await serveHome(home));
    await page.get('/kernels');
    const [rolled, removed] = await Promise.all([
      page.post('/kernels/rollback', { name: 'mine', generation: '1' }),
      command(home, 'remove', 'mine', '--yes'),
    ]);
    expect(rolled.status).toBeLessThan(500);
    expect([0, 3]).toContain(removed.exitCode);
    expect(kernelsOf(home)).toEqual(removed.exitCode === 0 ? [] : ['mine']);
    if (removed.exitCode === 0) await resultOf(home, 'undo', 'mine');
    await expectStarts(home, 'mine');
  });

  it('is not changed while a process on another host changes it, and is when that one is silent for long', async () => {
    const home = homeWith();
    const lock = nameLock(locksDirectory(home.data_root), 'mine');
    mkdirSync(locksDirectory(home.data_root), { recursive: true });
    const elsewhere = { ...identify(), host: 'elsewhere', boot: 'another', build: 'rename-0123abcd' };
    writeFileSync(lock, JSON.stringify(elsewhere));
    const page = new Visitor(await serveHome(home));
    await page.get('/kernels');
    const refused = await page.post('/kernels/freeze', { name: 'mine' });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('elsewhere')]);
    const { exitCode, stderr } = await command(home, 'freeze', 'mine');
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('elsewhere')]);
    expect((await findKernel('mine', home.site)).origin?.frozen).toBeUndefined();
    utimesSync(lock, 0, 0);
    expect(await page.post('/kernels/freeze', { name: 'mine' })).toMatchObject({ status: 303 });
    await resultOf(home, 'thaw', 'mine');
  });
});

/** What another page does to `mine`, and what a page says of it that was opened before. */
const meanwhile: [id: string, given: Record<string, unknown>, says: RegExp][] = [
  ['rename', { new_name: 'other' }, /`mine` was renamed to `other`/],
  ['rollback', { generation: 1 }, /generation 1 of `mine` was published in place of 2/],
  ['set-display-name', { text: 'Another' }, /“mine” got the display name “Another”/],
  ['freeze', {}, /`mine` was frozen/],
  ['remove', {}, /`mine`, as this page showed it, was removed at 20/],
];

/** What the page sends that was opened before. */
const late: [id: string, fields: Record<string, string>][] = [
  ['update', { add: 'iniconfig' }],
  ['rebuild', {}],
  ['clone', { new_name: 'twin' }],
  ['rollback', { generation: '1' }],
  ['prune', { keep: '0' }],
  ['pin', { generation: '1' }],
  ['set-display-name', { text: 'Mine too' }],
  ['rename', { new_name: 'late' }],
  ['freeze', {}],
  ['remove', {}],
];

/** The words of a page, with back-ticks as in the message. */
const wordsOf = (html: string) => textOf(html.replace(/<\/?code>/g, '`'));

describe('a page that was opened before another one', () => {
  it.each(meanwhile)(
    'has done %s %j changes nothing, and says what has happened',
    async (id, given, says) => {
      const home = homeWith();
      const page = new Visitor(await serveHome(home));
      const { shown = '' } = hiddenIn((await page.get('/kernels/show?name=mine')).text);
      await resultOf(home, id, 'mine', given);
      const before = await stateOf(home);
      for (const [operation, fields] of late) {
        const { status, text } = await page.post(`/kernels/${operation}`, { name: 'mine', shown, ...fields });
        expect([operation, status, wordsOf(text)]).toEqual([operation, 409, expect.stringMatching(says)]);
        // A kernel that is frozen or gone has no other forms: the browser's Back shows the page as it was filled in.
        if (operation === 'update' || !['remove', 'freeze'].includes(id))
          for (const value of Object.values(fields)) expect(text).toContain(value);
      }
      expect(await stateOf(home)).toEqual(before);
      expect(await listBuilds(home.site)).toEqual([]);
      await thawAll(home);
    },
  );

  it('shows the kernel under its new name, and does there what is sent again', async () => {
    const home = homeWith();
    const page = new Visitor(await serveHome(home));
    const { shown = '' } = hiddenIn((await page.get('/kernels/show?name=mine')).text);
    await resultOf(home, 'rename', 'mine', { new_name: 'other' });
    const sent = { name: 'mine', shown, text: 'Mine too' };
    const { text } = await page.post('/kernels/set-display-name', sent);
    expect(text).toMatch(/<details class="confirm" open>[\s\S]*name="text" value="Mine too"/);
    const again = { ...sent, ...hiddenIn(text) };
    expect(await page.post('/kernels/set-display-name', again)).toMatchObject({ status: 303 });
    expect((await findKernel('other', home.site)).display_name).toBe('Mine too');
  });

  it('leaves alone another kernel that has got the name', async () => {
    const home = homeWith();
    putKernel(home, { id: '20261130-072312-5aa0b5', name: 'second' });
    const page = new Visitor(await serveHome(home));
    const { shown = '' } = hiddenIn((await page.get('/kernels/show?name=mine')).text);
    await resultOf(home, 'remove', 'mine');
    await resultOf(home, 'rename', 'second', { new_name: 'mine' });
    const { status, text } = await page.post('/kernels/remove', { name: 'mine', shown });
    expect([status, wordsOf(text)]).toEqual([
      409,
      expect.stringMatching(/`mine`, as this page showed it, was removed/),
    ]);
    expect(kernelsOf(home)).toEqual(['mine']);
  });

  it('does not edit the recipe of a generation that is no longer published', async () => {
    const home = homeWith();
    const page = new Visitor(await serveHome(home));
    const form = (await page.get('/?update=mine')).text;
    await resultOf(home, 'rollback', 'mine', { generation: 1 });
    const sent: Record<string, string> = {
      ...hiddenIn(form),
      ...fieldsOf(form),
      kernel_packages: 'six iniconfig',
    };
    for (const path of ['/preview', '/builds']) {
      const { status, text } = await page.post(path, sent);
      expect([status, wordsOf(text)]).toEqual([
        409,
        expect.stringMatching(/generation 1 of `mine` was published/),
      ]);
      expect(fieldsOf(text).kernel_packages).toBe('six iniconfig');
      expect(hiddenIn(text).shown).not.toBe(sent.shown);
    }
    expect(await listBuilds(home.site)).toEqual([]);
  });
});

/** What is done to a kernel between the moment when an update reads it and the one when it is ordered. */
const between: [id: string, given: Record<string, unknown>, code: string][] = [
  ['freeze', {}, 'kernel-frozen'],
  ['set-display-name', { text: 'Another' }, 'kernel-changed'],
  ['rollback', { generation: 1 }, 'kernel-changed'],
  ['rename', { new_name: 'other' }, 'kernel-renamed'],
  ['remove', {}, 'kernel-removed'],
];

it.each(between)(
  'an update does not undo %s %j that was done since it was asked for',
  async (id, given, code) => {
    const home = homeWith();
    const site = await home.equip();
    const asked = updating.arguments.parse({ add: ['iniconfig'] });
    const request = await updating.request(await findKernel('mine', site), asked, site);
    await resultOf(home, id, 'mine', given);
    await expect(orderGeneration(request, site, { keep: false, launcher: 'local' })).rejects.toMatchObject({
      code,
    });
    expect(await listBuilds(home.site)).toEqual([]);
    if (id === 'freeze') await resultOf(home, 'thaw', 'mine');
  },
);

it('Every operation that changes a kernel is in the table of pairs', () => {
  const changing = Object.values(kernelOperations).filter(({ effect }) => effect !== 'looks');
  expect(pairedOperations.map(({ id }) => id).sort()).toEqual(changing.map(({ id }) => id).sort());
});

/** `npm run bench -- pairs` has those that build, too, and does them in two processes. */
const moves = pairedOperations.filter(({ id }) => kernelOperations[id]?.effect === 'moves');

it.each(pairsOf(moves))(
  '$title at once are one after the other, or one of them is refused',
  async ({ pair, title }) => {
    const home = makeHome({ pretendUv: true, settings: { build_on: { clusters: [] } } });
    const state = await beginPair(home, pair);
    const done = await Promise.allSettled(pair.map(({ id, given }) => resultOf(home, id, 'mine', given)));
    for (const each of done) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(UserError);
    const succeeded = pair.filter((_, at) => done[at]?.status === 'fulfilled');
    expect(succeeded).not.toEqual([]);
    await expectOutcome(home, outcomes(succeeded, state), title);
    await thawAll(home);
  },
);
