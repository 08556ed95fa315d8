/** The pages under the real nginx and Passenger, behind Apache, as Open OnDemand puts them together. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mayMakeUsers } from '../../parts/pun/user.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { textOf } from '../../support/page.js';
import {
  appAt,
  DEV,
  type Entrance,
  makePortal,
  orderBy,
  type Portal,
  SYS,
  visitorOf,
} from '../../support/portal.js';
import { ended } from '../../support/pretend.js';
import { networkVariables } from '../../support/reach-index.js';
import { Multipart } from '../../support/web.js';
import { openPage } from '../../support/windows.js';

const MEGABYTE = 1_000_000;
const OF_THE_USER = ['HOME', 'USER', 'LOGNAME', 'SHELL', 'PATH', 'LANG', 'PWD', 'SHLVL'];
const OF_THE_NETWORK = Object.keys(networkVariables());
const PASSENGER_LEAKS = ['SECRET_KEY_BASE', 'NODE_PATH', 'NODE_ENV', 'RUBYOPT', 'PASSENGER_BASE_URI'];

// Nothing of this is possible without root: a user is made, and nginx becomes that user.
describe.skipIf(!mayMakeUsers)('Under Open OnDemand’s nginx', () => {
  let portal: Portal;
  let entrance: Entrance;

  beforeAll(async () => {
    portal = await makePortal();
    entrance = await portal.open({ uploadBytes: 4 * MEGABYTE });
    return () => portal.close();
  });

  it('a script of the page is compressed, and the browser alone may keep it, for ever', async () => {
    const page = (await entrance.ask(`${SYS}/`)).text;
    const [, path = ''] = /<script type="module" src="([^"]*create[^"]*)"/.exec(page) ?? [];
    const { status, headers } = await entrance.ask(path, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/javascript/),
      'content-encoding': 'br',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    const plain = await entrance.ask(path);
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(plain.text).toBe(readFileSync(join(portal.root, 'dist', path.slice(SYS.length)), 'utf8'));
  });

  describe.each([SYS, DEV])('at %s', (base) => {
    it.each(['/', '', '/builds', '/kernels'])(
      'the page %j is there, and leads nowhere outside',
      async (path) => {
        const { status, text } = await visitorOf(entrance, base).get(path);
        expect(status).toBe(200);
        const places = [...text.matchAll(/ (?:href|src|action|data-[\w-]+-url)="([^"]*)"/g)].map(
          ([, to]) => to,
        );
        const outside = places.filter(
          (to) => !to?.startsWith(`${base}/`) && !/^(?:#|$)/.test(to ?? '') && to !== base,
        );
        expect(places.length).toBeGreaterThan(5);
        expect(outside.filter((to) => !/^(https:\/\/|\/pun\/sys\/dashboard$)/.test(to ?? ''))).toEqual([]);
      },
    );

    it.each(['/', '/builds', '/builds/list', '/kernels', '/nowhere'])(
      'no cache on the way may keep the answer to %s',
      async (path) => {
        const { headers } = await entrance.ask(base + path);
        expect(headers['cache-control']).toMatch(/^(private, no-cache|no-store)$/);
      },
    );

    it('its cookies are for no other app', async () => {
      const { headers } = await entrance.ask(`${base}/`);
      expect(headers['set-cookie']).toEqual([expect.stringMatching(new RegExp(`; Path=${base};`))]);
    });

    it('an order leads to the build’s page below it', async () => {
      const fields = { kernel_name: `led ${base}`, kernel_packages: 'six', kernel_manager: 'uv' };
      const answer = await visitorOf(entrance, base).post('/builds', fields);
      expect(answer.status, answer.text).toBe(303);
      expect(answer.headers.location).toMatch(new RegExp(`^${base}/builds/[\\w-]+$`));
      await ended(answer.headers.location?.split('/').at(-1) ?? '', portal.home);
    });

    it('a change that the page of another site asks for is refused, whatever the portal’s name is', async () => {
      const visitor = visitorOf(entrance, base);
      const fields = { kernel_name: 'forged', kernel_packages: '???' };
      const host = 'portal.example.edu';
      const statusFor = async (origin: string) =>
        (await visitor.post('/builds', fields, { host, origin })).status;
      expect(await statusFor('http://portal.example.edu')).toBe(422);
      expect(await statusFor('https://portal.example.edu')).toBe(403);
      expect(await statusFor('http://elsewhere.example.org')).toBe(403);
    });

    it('a file that is too large for the app is reported on the form, with the typed values', async () => {
      const file = { name: 'upload', filename: 'environment.yml', value: Buffer.alloc(3 * MEGABYTE, 'x') };
      const form = new Multipart([{ name: 'kernel_name', value: 'Large' }, file]);
      const { status, text } = await visitorOf(entrance, base).post('/builds', form);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(textOf(text)).toContain('environment.yml is larger than 2.0 MB');
      expect(text).toContain('value="Large"');
    });
  });

  it('a file that is too large for nginx never comes here, and the page is as it was', async () => {
    const narrow = await portal.open({ uploadBytes: MEGABYTE });
    const page = await openPage(await openPrivateBrowser(), appAt(narrow));
    await page.fill('#kernel_name', 'Huge');
    const buffer = Buffer.alloc(1.5 * MEGABYTE, 'x');
    await page.setInputFiles('#upload', { name: 'environment.yml', mimeType: 'text/yaml', buffer });
    await page.fill('#kernel_packages', 'six');
    const answered = page.waitForResponse((response) => response.url().endsWith('/builds'));
    await page.click('#create-button');
    expect((await answered).status()).toBe(413);
    await page.waitForURL(`**${SYS}/builds`);
    await page.goBack();
    await expect.poll(() => page.inputValue('#kernel_name')).toBe('Huge');
    expect(await page.inputValue('#kernel_packages')).toBe('six');
  });

  it.each(['root', 'user'] as const)(
    'a tool gets nothing of what Passenger and the portal have set, where nginx is %s’s',
    async (master) => {
      const { pun, ...address } = await portal.open({ master });
      const before = new Set(portal.processes());
      portal.home.hook('env > "$HOME/environment.txt"');
      const id = await orderBy(visitorOf(address), { kernel_name: `of-${master}`, kernel_manager: 'uv' });
      await ended(id, portal.home);
      portal.home.hook('');
      const app = portal.processes().find((pid) => !before.has(pid));
      const ofApp = namesIn(readFileSync(`/proc/${app}/environ`, 'utf8'), '\0');
      expect(ofApp).toEqual(expect.arrayContaining(PASSENGER_LEAKS));
      expect(ofApp.includes('HOME')).toBe(master === 'root');
      const ofTool = namesIn(readFileSync(join(portal.home.home, 'environment.txt'), 'utf8'), '\n');
      expect(ofTool).toEqual(expect.arrayContaining(['HOME', 'USER', 'PATH', 'LANG']));
      expect(
        ofTool.filter((name) => ofApp.includes(name) && ![...OF_THE_USER, ...OF_THE_NETWORK].includes(name)),
      ).toEqual([]);
      await pun.stop();
    },
  );
});

function namesIn(environment: string, separator: string): string[] {
  return environment.split(separator).flatMap((each) => each.match(/^\w+(?==)/)?.[0] ?? []);
}
