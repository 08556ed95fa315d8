import { expect, it } from 'vitest';
import { SimplePage } from '../../src/catalogue/simple-page.js';

const files = [
  { filename: 'demo-1.0.tar.gz', 'requires-python': '>=3.6', 'upload-time': '2020-05-01T10:00:00Z' },
  {
    filename: 'demo-1.0-py3-none-any.whl',
    'requires-python': '>=3.6',
    'upload-time': '2020-04-30T09:00:00Z',
  },
  {
    filename: 'demo-1.10-py3-none-any.whl',
    'requires-python': '>=3.9,<4',
    'upload-time': '2024-01-02T00:00:00Z',
  },
  { filename: 'demo-1.9-cp311-cp311-linux_x86_64.whl', 'requires-python': null, yanked: false },
  { filename: 'demo-2.0-py3-none-any.whl', yanked: 'broken "badly"' },
  { filename: 'demo-3.0rc1-py3-none-any.whl' },
  { filename: 'demo-1.2.exe' },
].map((file) => ({ ...file, url: `https://files.example.org/${file.filename}`, hashes: { sha256: 'aa' } }));

const releases = [
  { version: '1.10', requires: '>=3.9,<4', day: '2024-01-02' },
  { version: '1.9' },
  { version: '1.0', requires: '>=3.6', day: '2020-04-30' },
];

const json = JSON.stringify({ meta: { 'api-version': '1.4' }, name: 'demo', files, versions: ['1.0'] });
const html = `<!doctype html><body>${files
  .map((file) => {
    const requires = file['requires-python']?.replace('>', '&gt;').replace('<', '&lt;');
    const more = `${requires ? ` data-requires-python="${requires}"` : ''}${file.yanked ? ' data-yanked=""' : ''}`;
    return `<a href="${file.url}#sha256=aa"${more}>${file.filename}</a><br>`;
  })
  .join('\n')}</body>`;

function read(text: string, size = text.length) {
  const page = new SimplePage();
  for (let at = 0; at < text.length; at += size) page.add(text.slice(at, at + size));
  return page.end();
}

it.each([
  ['JSON', json, releases],
  ['HTML, which has no days', html, releases.map(({ day, ...release }) => release)],
])(
  'a page in %s gives its releases, newest first, without withdrawn ones and pre-releases',
  (_, text, expected) => {
    expect(read(text)).toEqual(expected);
    for (const size of [1, 7, 100]) expect(read(text, size), `pieces of ${size}`).toEqual(expected);
  },
);

it('the metadata of a wheel has the address of the wheel, where the page says that it is there', () => {
  const file = {
    'core-metadata': { sha256: 'aa' },
    filename: 'demo-1.0-py3-none-any.whl',
    url: '/w/demo-1.0-py3-none-any.whl',
  };
  const [release] = read(JSON.stringify({ files: [file] }));
  expect(release?.metadata).toBe('/w/demo-1.0-py3-none-any.whl.metadata');
  const link =
    '<a href="../w/demo-1.0-py3-none-any.whl#sha256=aa" data-core-metadata="true">demo-1.0-py3-none-any.whl</a>';
  expect(read(link)[0]?.metadata).toBe('../w/demo-1.0-py3-none-any.whl.metadata');
});

it.each(['', '{}', 'Not found', '<html></html>', '{"files": "none"}'])(
  'the page %j has no releases',
  (text) => {
    expect(read(text)).toEqual([]);
  },
);
