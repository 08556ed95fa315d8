import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { isAboutPackages, isCompletions } from '../../../../src/shared/form/form-shapes.js';
import type { AboutPackages, Completions } from '../../../../src/shared/form/package-facts.js';
import { asReceived } from '../../../support/as-received.js';
import { makeHome } from '../../../support/home.js';
import { serveHome, Visitor } from '../../../support/web.js';

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

/** A site with an index that has these pages, and what it was asked. */
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
    return asReceived((await visitor.post('/packages/about', fields)).text, isAboutPackages);
  };
  const complete = async (word: string, more = {}): Promise<Completions> => {
    const fields = { kernel_manager: 'venv', kernel_packages: word, ...more };
    const { text } = await visitor.post(`/packages/complete?word=${encodeURIComponent(word)}`, fields);
    return asReceived(text, isCompletions);
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

it('asks for the packages beside a line that is not understood', async () => {
  const { about, complete } = await visit();
  const text = 'numpy[\nDemo\n--user ./here\ndemo2';
  expect((await about(text)).packages).toMatchObject([
    { name: 'demo', state: 'found', newest: '1.2' },
    { name: 'demo2', state: 'missing' },
  ]);
  const { options } = await complete('demo==1.2', { kernel_packages: `${text}\ndemo==1.2` });
  expect(options.map((each) => each.text)).toEqual(['demo==1.2']);
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

/** The repodata of a channel; each package is `name-version-build` and the version of Python that it needs. */
function repodata(packages: Record<string, string>): string {
  const records = Object.entries(packages).map(([file, python]) => {
    return [`${file}.conda`, { build_number: 0, depends: python ? [`python ${python}`] : [], name: 'x' }];
  });
  return JSON.stringify({ info: {}, 'packages.conda': Object.fromEntries(records) });
}

/** A site with an own channel and an own index. */
async function visitChannel(files: Record<string, string>) {
  const server = createServer((request, response) => {
    const page = files[request.url ?? ''] ?? pages[request.url ?? ''];
    response.writeHead(page === undefined ? 404 : page ? 200 : 503).end(page ?? '');
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { channels: { default: [`${address}/own`] }, indexes: { default: [`${address}/simple`] } };
  const visitor = new Visitor(await serveHome(makeHome({ settings, variables: { no_proxy: '127.0.0.1' } })));
  await visitor.get('/');
  const ask = async (path: string, fields: Record<string, string>) =>
    JSON.parse((await visitor.post(path, { kernel_manager: 'rattler', ...fields })).text);
  const about = (kernel_packages: string, pip_packages = ''): Promise<AboutPackages> =>
    ask('/packages/about', { kernel_packages, pip_packages });
  const complete = (word: string): Promise<Completions> =>
    ask(`/packages/complete?word=${encodeURIComponent(word)}`, { kernel_packages: word });
  return { about, complete };
}

const own = {
  'samtools-1.20-h5_0': '',
  'scikit-learn-1.6.0-py312_0': '>=3.12,<3.13.0a0',
  'scikit-learn-1.6.0-py311_0': '>=3.11,<3.12.0a0',
  'scikit-learn-1.5.0-py311_0': '>=3.11,<3.12.0a0',
  'pytorch-2.5.1-cpu_0': '>=3.12,<3.13.0a0',
  'graphviz-9.0-h1_0': '',
  'requestss-1.0-0': '',
  'openssl-3.4.0-h1_0': '',
};

it('says which packages of a channel exist, their newest version, and what is wrong with their names', async () => {
  const { about, complete } = await visitChannel({ '/own/noarch/repodata.json': repodata(own) });
  const names =
    'samtools scikit-learn=1.5 sklearn torch graphviz requestss pandass openssl jupyterlab pytorch=9';
  const { packages, offline, versions } = await about(names, 'demo');
  expect(offline).toBeUndefined();
  expect(packages).toMatchObject([
    { name: 'samtools', state: 'found', newest: '1.20', warnings: [] },
    { name: 'scikit-learn', state: 'found', newest: '1.5.0', warnings: [] },
    { name: 'sklearn', state: 'missing', close: expect.arrayContaining(['scikit-learn']) },
    { name: 'torch', state: 'missing', close: expect.arrayContaining(['pytorch']) },
    { name: 'graphviz', state: 'found', warnings: [{ instead: 'python-graphviz' }] },
    { name: 'requestss', state: 'found', warnings: [{ instead: 'requests' }] },
    { name: 'pandass', state: 'missing', close: ['pandas'] },
    { name: 'openssl', state: 'found', newest: '3.4.0', warnings: [] },
    { name: 'jupyterlab', state: 'missing' },
    { name: 'pytorch', warnings: [{ text: 'has no release `==9.*`: the newest is 2.5.1' }] },
    // From the index, as pip adds it.
    { name: 'demo', state: 'found', newest: '1.2' },
  ]);
  const allowed = versions.filter(({ against }) => !against).map(({ version }) => version);
  expect(allowed).toEqual(['3.11']);
  expect((await complete('scikit-learn>=')).options).toEqual([
    { text: 'scikit-learn>=1.6.0' },
    { text: 'scikit-learn>=1.5.0', about: 'needs Python >=3.11,<3.12.0a0' },
  ]);
});

it('does not call an older version missing if a channel lists only its newest packages', async () => {
  const newest = repodata({ 'samtools-1.20-h5_0': '' });
  const { about } = await visitChannel({ '/own/noarch/current_repodata.json': newest });
  expect((await about('samtools=1.9 bwa')).packages).toMatchObject([
    { name: 'samtools', state: 'found', warnings: [] },
    { name: 'bwa', state: 'missing' },
  ]);
});

it('a channel that does not answer is no reason to call its packages missing', async () => {
  const { about } = await visitChannel({ '/own/noarch/repodata.json': '' });
  expect(await about('samtools graphviz')).toMatchObject({
    offline: 'the server answered with HTTP 503',
    offline_source: 'channels',
    packages: [
      { name: 'samtools', state: 'unknown' },
      { name: 'graphviz', state: 'unknown', warnings: [{ instead: 'python-graphviz' }] },
    ],
  });
});
