import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { ChannelScanner } from '../../../src/catalogue/lists/channel-scanner.js';
import { NameLists } from '../../../src/catalogue/lists/name-list.js';
import { NameScanner } from '../../../src/catalogue/lists/name-scanner.js';
import type { NameSource } from '../../../src/catalogue/lists/name-source.js';
import { makeHome } from '../../support/home.js';

const normalizeName = (name: string) => name.toLowerCase().replace(/[-_.]+/g, '-');

/** The address of a server with these pages. */
async function serve(pages: Record<string, string>): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    response.writeHead(pages[url] === undefined ? 404 : 200).end(pages[url]);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function lists(name_list_days = 7) {
  const site = await makeHome({ settings: { form: { name_list_days } } }).equip();
  const names = new NameLists();
  const begin = (prefix: string, source: NameSource) =>
    names.beginningWith(prefix, { source, most: 300, site });
  const named = (name: string, source: NameSource) => names.packagesNamed(name, { source, site });
  return { names, begin, named };
}

const all = Array.from({ length: 20_000 }, (_, index) => `pkg_${index.toString(36)}`);
const json = JSON.stringify({
  meta: {},
  projects: [...all, 'Zope.Interface', 'aardvark'].map((name) => ({ name })),
});

it('the names of an index are fetched in the background, and then found by their beginning', async () => {
  const address = await serve({ '/simple/': json });
  const source = { groups: [[`${address}/simple/`]], normalizeName };
  const { names, begin } = await lists();
  expect(await begin('zop', source)).toEqual({ kind: 'loading' });
  await names.settled();
  expect(await begin('zop', source)).toEqual({ kind: 'names', names: ['zope-interface'], isWhole: true });
  expect(await begin('aard', source)).toMatchObject({ names: ['aardvark'] });
  expect(await begin('pkg-zz', source)).toMatchObject({
    names: all
      .filter((name) => name.startsWith('pkg_zz'))
      .map(normalizeName)
      .sort(),
    isWhole: true,
  });
  expect(await begin('pkg', source)).toMatchObject({ isWhole: false });
  expect(await begin('nothing', source)).toEqual({ kind: 'names', names: [], isWhole: true });
});

/** The repodata of a channel with these packages, `name-version-build`, and what each needs. */
function channel(packages: Record<string, string[]>): string {
  const record = ([file, depends]: [string, string[]]) => {
    const [, name, version, build] = /^(.*)-([^-]+)-([^-]+)$/.exec(file) ?? [];
    const constrains = ['python <2'];
    return [`${file}.conda`, { build, build_number: 0, constrains, depends, name, version }];
  };
  const records = Object.fromEntries(Object.entries(packages).map(record));
  return JSON.stringify({
    info: { subdir: 'linux-64' },
    packages: {},
    'packages.conda': records,
    removed: ['x-1-0.conda'],
  });
}

it('the names of channels are those of all their packages, and only the newest versions may be known', async () => {
  const address = await serve({
    '/c/linux-64/current_repodata.json': channel({ 'samtools-1.20-h5_0': ['zlib'] }),
    '/c/noarch/repodata.json': channel({
      'snakemake-8.1-pyh1_0': ['python >=3.11,<4'],
      'snakemake-7.0-pyh1_0': ['python 3.9.* *_cpython'],
      'samtools-0.1-0': [],
    }),
  });
  const group = (platform: string) =>
    ['current_repodata.json', 'repodata.json'].map((file) => `${address}/c/${platform}/${file}`);
  const groups = [group('linux-64'), group('noarch'), [`${address}/none/repodata.json`]];
  const source = { groups, normalizeName, isChannel: true } as const;
  const { names, begin, named } = await lists();
  await begin('s', source);
  await names.settled();
  expect(await begin('s', source)).toEqual({
    kind: 'names',
    names: ['samtools', 'snakemake'],
    isWhole: true,
  });
  const listed = { name: 'snakemake', isNewest: false };
  expect(await named('Snakemake', source)).toEqual({
    kind: 'packages',
    packages: [
      { ...listed, version: '7.0', requires: '3.9.*' },
      { ...listed, version: '8.1', requires: '>=3.11,<4' },
    ],
  });
  expect(await named('samtools', source)).toMatchObject({
    packages: [
      { version: '0.1', isNewest: false },
      { version: '1.20', isNewest: true, requires: '' },
    ],
  });
  expect(await named('sam', source)).toEqual({ kind: 'packages', packages: [] });
});

it('a server without a list is a reason that a person can read', async () => {
  const source = { groups: [[`${await serve({})}/simple/`]], normalizeName };
  const { names, begin } = await lists();
  await begin('zop', source);
  await names.settled();
  expect(await begin('zop', source)).toEqual({ kind: 'unavailable', why: 'there is no list of names' });
});

it('nothing is fetched where the site does not want the list', async () => {
  const { begin } = await lists(0);
  const source = { groups: [['http://127.0.0.1:1/simple/']], normalizeName };
  expect(await begin('zop', source)).toEqual({ kind: 'names', names: [], isWhole: false });
});

it.each([
  ['JSON', '{"projects": [{"name": "Demo"}, {"name" : "other.pkg"}]}'],
  ['HTML', '<html><a href="/simple/demo/">Demo</a>\n<a class="x" href="/o/"> other.pkg </a>'],
])('names are found in %s, wherever a piece ends', (_, text) => {
  for (const size of [1, 5, text.length]) {
    const scanner = new NameScanner();
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      text.slice(at * size, (at + 1) * size),
    );
    expect(pieces.flatMap((piece) => scanner.add(piece))).toEqual(['Demo', 'other.pkg']);
  }
});

it('the packages of a channel are found wherever a piece ends', () => {
  const text = channel({ 'a-b-1.0-py312_0': ['libz >=1', 'python >=3.12,<3.13.0a0'], '_c-2!1-0': [] });
  for (const size of [1, 7, text.length]) {
    const scanner = new ChannelScanner();
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      text.slice(at * size, (at + 1) * size),
    );
    expect([...pieces.flatMap((piece) => scanner.add(piece)), ...scanner.end()]).toEqual([
      { name: 'a-b', version: '1.0', requires: '>=3.12,<3.13.0a0' },
      { name: '_c', version: '2!1', requires: '' },
    ]);
  }
});

it('an answer about a channel waits for its list, but not longer than it is wanted', async () => {
  const server = createServer(() => {});
  onTestFinished(() => void server.close());
  onTestFinished(() => server.closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const site = await makeHome().equip();
  const source = { groups: [[`${address}/c/noarch/repodata.json`]], normalizeName, isChannel: true } as const;
  const gone = new AbortController();
  const names = new NameLists();
  const answer = names.packagesNamed('samtools', { source, site, signal: gone.signal });
  gone.abort();
  expect(await answer).toEqual({ kind: 'loading' });
  server.closeAllConnections();
  server.close();
  await names.settled();
});
