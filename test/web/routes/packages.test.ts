import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { AboutPackages, Completions } from '../../../src/shared/form/answers.js';
import { makeHome } from '../../support/home.js';
import { serveHome, Visitor } from '../../support/web.js';

const WHEEL = 'demo-1.2-py3-none-any.whl';
const files = [
  { 'core-metadata': true, filename: WHEEL, url: `../../files/${WHEEL}`, 'requires-python': '>=3.11' },
  { filename: 'demo-1.0.tar.gz', url: '../../files/demo-1.0.tar.gz', 'requires-python': '>=3.6' },
];

const pages: Record<string, string> = {
  '/simple/demo/': JSON.stringify({ name: 'demo', files }),
  '/simple/scikit-learn/': '<a href="/f/scikit_learn-1.5.0.tar.gz">scikit_learn-1.5.0.tar.gz</a>',
  [`/files/${WHEEL}.metadata`]:
    'Metadata-Version: 2.1\nName: demo\nSummary: Shows a thing\n\nSummary: not this',
};

/** A site with an index that has these pages, and what was asked of it. */
async function visit(answer: (request: IncomingMessage) => number = () => 200, form = {}) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const status = answer(request);
    const page = pages[request.url ?? ''];
    response.writeHead(status === 200 && page === undefined ? 404 : status).end(page ?? '');
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const index = `http://ada:hunter2@127.0.0.1:${(server.address() as AddressInfo).port}/simple`;
  const home = makeHome({ settings: { form }, variables: { no_proxy: '127.0.0.1' } });
  mkdirSync(`${home.home}/.config/pip`, { recursive: true });
  writeFileSync(`${home.home}/.config/pip/pip.conf`, `[global]\nindex-url = ${index}\n`);
  const visitor = new Visitor(await serveHome(home));
  await visitor.get('/');
  const about = async (kernel_packages: string, more = {}): Promise<AboutPackages> => {
    const fields = { kernel_manager: 'venv', kernel_packages, ...more };
    return JSON.parse((await visitor.post('/packages/about', fields)).text);
  };
  const complete = async (word: string, more = {}): Promise<Completions> => {
    const fields = { kernel_manager: 'venv', kernel_packages: word, ...more };
    return JSON.parse(
      (await visitor.post(`/packages/complete?word=${encodeURIComponent(word)}`, fields)).text,
    );
  };
  return { about, complete, asked };
}

it('says which packages exist, what they are and their newest version, with the login of the user’s index', async () => {
  const { about, asked } = await visit();
  const { packages, offline } = await about('Demo sckit-learn scikit_learn demo2>=1');
  expect(offline).toBeUndefined();
  expect(packages).toMatchObject([
    { name: 'demo', state: 'found', newest: '1.2', summary: 'Shows a thing' },
    { name: 'sckit-learn', state: 'missing', close: ['scikit-learn'] },
    { name: 'scikit-learn', state: 'found', newest: '1.5.0' },
    { name: 'demo2', state: 'missing' },
  ]);
  const logins = asked.map(({ headers }) => headers.authorization);
  expect(new Set(logins)).toEqual(new Set([`Basic ${Buffer.from('ada:hunter2').toString('base64')}`]));
  expect(JSON.stringify(packages)).not.toContain('hunter2');
  const before = asked.length;
  await about('demo sckit-learn');
  expect(asked.length).toBe(before);
});

it('says which versions of the language the packages allow, and that a version does not exist', async () => {
  const { about } = await visit();
  const all = (await about('demo')).versions;
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter(({ against }) => against)).toEqual([]);
  const { packages, versions } = await about('demo==9');
  expect(packages[0]?.warnings).toEqual([{ text: 'has no release `==9`: the newest is 1.2' }]);
  expect(versions.filter(({ against }) => against)).toEqual([]);
});

it.each([
  ['does not answer', () => 503, 'the server answered with HTTP 503'],
  ['refuses the login', () => 401, 'the server answered with HTTP 401'],
])('an index that %s is no reason to call a package missing', async (_, answer, why) => {
  const { about } = await visit(answer);
  const { packages, offline } = await about('demo sklearn');
  expect(offline).toBe(why);
  expect(packages).toMatchObject([
    { name: 'demo', state: 'unknown', warnings: [] },
    { name: 'sklearn', state: 'unknown', warnings: [{ instead: 'scikit-learn' }] },
  ]);
});

it.each([
  ['the site does not want it', { look_up: false }, {}],
  ['no package manager can build it', {}, { kernel_manager: 'nix' }],
])('the index is not asked if %s', async (_, form, fields) => {
  const { about, asked } = await visit(() => 200, form);
  expect(await about('demo', fields)).toEqual({ packages: [], versions: [] });
  expect(asked).toEqual([]);
});

it('completes well-known names without a network, and versions by what the index has', async () => {
  const { complete, asked } = await visit();
  expect((await complete('sci')).options.map(({ text }) => text)).toContain('scipy');
  expect(asked).toEqual([]);
  const versions = [{ text: 'Demo==1.2', about: 'needs Python >=3.11' }];
  expect((await complete('Demo==1.2')).options).toEqual(versions);
  expect((await complete('Demo >=')).options.map(({ text }) => text)).toEqual(['Demo >=1.2', 'Demo >=1.0']);
  expect((await complete('unknown==')).options).toEqual([]);
  expect((await complete('../etc')).options).toEqual([]);
  // They begin a command, as in `pip install`.
  for (const word of ['pip', 'Install']) expect((await complete(word)).options).toEqual([]);
});
