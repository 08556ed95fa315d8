import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram, temporaryDirectory } from '../../../support/python.js';

/** The lock's lines without its heading. */
async function lock(option: '--report' | '--freeze', ...texts: string[]): Promise<string[]> {
  const directory = await temporaryDirectory();
  const paths = texts.map((_, index) => join(directory, `source-${index}`));
  for (const [index, path] of paths.entries()) await writeFile(path, texts[index] ?? '');
  const output = join(directory, 'lock.txt');
  expect(await runProgram('lock.py', [option, ...paths, '--output', output])).toMatchObject({
    exit: 0,
    stderr: '',
  });
  const [heading, ...lines] = (await readFile(output, 'utf8')).trimEnd().split('\n');
  expect(heading).toMatch(/^# The packages of an environment for Python 3\.\d+\.\d+ on Linux \w+\.$/);
  return lines;
}

const hashes = { sha256: 'ab12' };
const item = (name: string, download_info: object, is_direct = false) => ({
  metadata: { name, version: '1.0' },
  download_info,
  is_direct,
});
const report = (...install: object[]) => JSON.stringify({ install });
const wheel = (url: string) => ({ url, archive_info: { hashes } });

it.each<[string, object, string]>([
  [
    'a package of an index with its hash',
    item('six', wheel('https://host/six.whl')),
    'six==1.0 --hash=sha256:ab12',
  ],
  [
    'one that was requested by URL',
    item('six', wheel('https://host/six.whl'), true),
    'six @ https://host/six.whl --hash=sha256:ab12',
  ],
  [
    'one of a repository at its commit',
    item('six', { url: 'https://host/six', vcs_info: { vcs: 'git', commit_id: 'c0ffee' } }, true),
    'six @ git+https://host/six@c0ffee',
  ],
  [
    'one of this machine as a comment',
    item('six', wheel('file:///home/me/six.whl')),
    '# not to be had elsewhere: six @ file:///home/me/six.whl',
  ],
  [
    'one of a directory as a comment',
    item('six', { url: 'file:///home/me/six', dir_info: { editable: true } }, true),
    '# not to be had elsewhere: six @ file:///home/me/six',
  ],
])('locks %s', async (_, installed, line) => {
  expect(await lock('--report', report(installed))).toEqual([line]);
});

it('sorts by name, ignoring case, with comments among the packages', async () => {
  const all = report(
    item('six', wheel('https://h/six')),
    item('Babel', wheel('file:///b')),
    item('attrs', wheel('https://h/a')),
  );
  const names = (await lock('--report', all)).map((line) => /(Babel|attrs|six)/.exec(line)?.[0]);
  expect(names).toEqual(['attrs', 'Babel', 'six']);
});

it('takes the later of two reports on the same package', async () => {
  const second = { ...item('six', wheel('https://h/six')), metadata: { name: 'six', version: '2.0' } };
  expect(await lock('--report', report(item('six', wheel('https://h/six'))), report(second))).toEqual([
    'six==2.0 --hash=sha256:ab12',
  ]);
});

it('locks what an older pip lists, without hashes', async () => {
  const printed =
    'six==1.16.0\n# Editable install with no version control\n-e /home/me/mine\nnumpy @ file:///croot/numpy\nattrs==22.1\n';
  expect(await lock('--freeze', printed)).toEqual([
    '# not to be had elsewhere: -e /home/me/mine',
    'attrs==22.1',
    '# not to be had elsewhere: numpy @ file:///croot/numpy',
    'six==1.16.0',
  ]);
});
