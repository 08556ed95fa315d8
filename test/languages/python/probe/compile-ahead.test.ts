import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runProgram } from '../../../support/python.js';
import { makeVenv, put } from '../../../support/venv.js';

const { directory, python, sitePackages, remove } = await makeVenv([]);
afterAll(remove);

/** Compiles what the modules load; returns how many files that were. */
async function compile(...modules: string[]): Promise<number> {
  const [requested, output] = [join(directory, 'requested.json'), join(directory, 'compiled.json')];
  writeFileSync(requested, JSON.stringify({ requested: [{ name: 'demo', modules }] }));
  const answer = await runProgram('compile_ahead.py', ['--requested', requested, '--output', output], python);
  expect(answer).toMatchObject({ exit: 0, stderr: '' });
  return JSON.parse(readFileSync(output, 'utf8')).compiled;
}

/** The compiled modules, by their path without the version of Python. */
const compiled = () =>
  readdirSync(sitePackages, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.pyc'))
    .map((path) => path.replace(/__pycache__\/(.*)\.cpython.*/, '$1'))
    .sort();

// One processor would gain nothing.
it.skipIf(availableParallelism() === 1)(
  'compiles what an import of the requested packages may load, and nothing else',
  async () => {
    const files = {
      'demo/__init__.py':
        'from . import part\nfrom .deep.one import (\n    f,  # named\n    two,\n)\ndef f():\n    import later\nraise SystemExit\n',
      'demo/part.py': 'try:\n    import other\nexcept ImportError:\n    import missing\n',
      'demo/deep/__init__.py': '',
      'demo/deep/one.py': 'from .. import part\nfrom ..broken import x\n',
      'demo/broken.py': 'this is no Python (((\n',
      'demo/unused.py': '',
      'later.py': '',
      'other.py': 'import json\n',
    };
    for (const [path, text] of Object.entries(files)) await put(join(sitePackages, path), text);
    // One of them is no Python.
    expect(await compile('demo', 'missing')).toBe(6);
    expect(compiled()).toEqual([
      'demo/__init__',
      'demo/deep/__init__',
      'demo/deep/one',
      'demo/part',
      'other',
    ]);
    expect(await compile('demo')).toBe(0);
  },
);
