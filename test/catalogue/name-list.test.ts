import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { NameLists, type NameSource } from '../../src/catalogue/name-list.js';
import { NameScanner } from '../../src/catalogue/name-scanner.js';
import { makeHome } from '../support/home.js';

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
  return { names, begin };
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

it('the names of channels are those of all their packages', async () => {
  const channel = (names: string[]) =>
    JSON.stringify({
      packages: {},
      'packages.conda': Object.fromEntries(names.map((name) => [`${name}-1.conda`, { name }])),
    });
  const address = await serve({
    '/c/linux-64/current_repodata.json': channel(['samtools']),
    '/c/noarch/repodata.json': channel(['snakemake', 'samtools']),
  });
  const group = (platform: string) =>
    ['current_repodata.json', 'repodata.json'].map((file) => `${address}/c/${platform}/${file}`);
  const source = { groups: [group('linux-64'), group('noarch')], normalizeName };
  const { names, begin } = await lists();
  await begin('s', source);
  await names.settled();
  expect(await begin('s', source)).toEqual({
    kind: 'names',
    names: ['samtools', 'snakemake'],
    isWhole: true,
  });
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
