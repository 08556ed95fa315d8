import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestText } from '../../../src/plan/kernel/probe.js';
import { runText, temporaryDirectory } from '../../support/python.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function list(files: Record<string, string>, links: Record<string, string> = {}) {
  const prefix = await temporaryDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(prefix, path)), { recursive: true });
    writeFileSync(join(prefix, path), text);
  }
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(prefix, path));
  mkdirSync(join(prefix, '.create_kernel'), { recursive: true });
  const output = join(prefix, '.create_kernel', 'manifest');
  const answer = await runText(manifestText(), ['--prefix', prefix, '--output', output]);
  expect(answer).toMatchObject({ exit: 0, stderr: '' });
  const [head, ...rest] = readFileSync(output, 'utf8').trim().split('\n');
  return { head: JSON.parse(head ?? ''), lines: rest.map((line) => JSON.parse(line)) };
}

const site = 'lib/python3.11/site-packages';
const record = 'six.py,sha256=abc,4\nsix-1.16.0.dist-info/RECORD,,\n../../../bin/six,sha256=def,3\n';

describe('the manifest of an environment', () => {
  it('takes the files of pip’s packages from their records, which have hashes', async () => {
    const { head, lines } = await list({
      [`${site}/six.py`]: '1234',
      [`${site}/six-1.16.0.dist-info/RECORD`]: record,
      'bin/six': 'run',
      'pyvenv.cfg': 'home = /usr/bin',
    });
    const of = { name: 'six', version: '1.16.0', source: 'pypi' };
    const path = `${site}/six-1.16.0.dist-info/RECORD`;
    expect(head).toEqual({
      schema: 1,
      packages: [{ ...of, record: path, sha256: sha256(record) }],
      sample: lines,
    });
    expect(lines).toEqual([
      ['bin/six', 3, 0],
      [path, record.length, 0],
      [`${site}/six.py`, 4, 0],
      ['pyvenv.cfg', 15, `sha256:${sha256('home = /usr/bin')}`],
    ]);
  });

  it('takes the files of conda’s packages from their records, except those that pip replaced', async () => {
    const meta = JSON.stringify({
      ...{ name: 'six', version: '1.15.0' },
      files: ['bin/six', `${site}/six.py`, 'share/six.txt'],
    });
    const { head, lines } = await list({
      'conda-meta/six-1.15.0-0.json': meta,
      'share/six.txt': '',
      [`${site}/six.py`]: '1234',
      [`${site}/six-1.16.0.dist-info/RECORD`]: record,
      'bin/six': 'run',
    });
    expect(head.packages.map(({ source }: { source: string }) => source)).toEqual(['conda', 'pypi']);
    expect(Object.fromEntries(lines.map(([path, , owner]) => [path, owner]))).toEqual({
      'bin/six': 1,
      'conda-meta/six-1.15.0-0.json': 0,
      [`${site}/six-1.16.0.dist-info/RECORD`]: 1,
      [`${site}/six.py`]: 1,
      'share/six.txt': 0,
    });
  });

  it('leaves out byte code and the app’s records, and follows no link', async () => {
    const { lines } = await list(
      {
        'lib/x.py': '',
        'lib/__pycache__/x.cpython-311.pyc': 'x',
        'lib/old.pyc': 'x',
        '.create_kernel/recipe.yml': 'x',
      },
      { lib64: 'lib', 'lib/dangling': '/proc/nonexistent' },
    );
    expect(lines).toEqual([
      ['lib/dangling', null, null, '/proc/nonexistent'],
      ['lib/x.py', 0, `sha256:${sha256('')}`],
      ['lib64', null, null, 'lib'],
    ]);
  });

  it('does not hash a large file without a record', async () => {
    const { lines } = await list({ 'data.bin': 'x'.repeat(2 ** 20 + 1) });
    expect(lines).toEqual([['data.bin', 2 ** 20 + 1, null]]);
  });

  it('has a sample of its lines in the first one, at equal distances', async () => {
    const names = Array.from({ length: 50 }, (_, index) => [`lib/module${index}.py`, '']);
    const { head, lines } = await list(Object.fromEntries(names));
    expect(head.sample).toEqual(Array.from({ length: 20 }, (_, index) => lines[Math.floor(index * 2.5)]));
  });

  it('has file names with any characters', async () => {
    const { lines } = await list({ 'é 🐍\n"x"\t': '' });
    expect(lines[0][0]).toBe('é 🐍\n"x"\t');
  });
});
