/** Notebooks that are run in a real kernel before it is published. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../src/base/process.js';
import { withoutColours } from '../../../src/base/text/terminal-text.js';
import { python } from '../../../src/languages/python/index.js';
import { makeProbe } from '../../../src/plan/kernel/probe.js';
import { parseRecipe } from '../../../src/recipe/recipe.js';
import type { Report } from '../../../src/shared/builds/report.js';
import { makeKernelspec } from '../../support/kernelspec.js';
import { notebookOf } from '../../support/notebook.js';
import { cleanEnvironment } from '../../support/python.js';
import { makeVenv, type Venv } from '../../support/venv.js';

let venv: Venv;
beforeAll(async () => {
  venv = await makeVenv(['ipykernel']);
});
afterAll(() => venv.remove());

interface Given {
  minutes?: number;
  accept?: boolean;
}

async function probe(cells: Parameters<typeof notebookOf>[0], { minutes = 5, accept }: Given = {}) {
  const kernels = await makeKernelspec(venv, 'mine');
  const notebook = notebookOf(cells);
  const recipe = parseRecipe({ name: 'mine', notebook, notebook_failure: accept ? 'accept' : '' });
  const { files, argv, report } = makeProbe(recipe, venv.directory, {
    language: python,
    runner: { words: [venv.python, '-I'] },
    kernel: 'mine',
    kernels,
    prefix: venv.prefix,
    notebook_minutes: minutes,
  });
  for (const { path, text } of files) await writeFile(path, text);
  const answer = await run(argv, { environment: cleanEnvironment(venv.home), seconds: 600 });
  const { notebook: result }: Report = JSON.parse(await readFile(report, 'utf8'));
  return { ...answer, stdout: withoutColours(answer.stdout), report: result };
}

describe('a notebook', () => {
  it('runs cell after cell, with magics, beside nothing of its owner, and without its install commands', async () => {
    const marker = join(venv.directory, 'installed');
    const { exit, stdout, stderr, report } = await probe([
      'import os\nprint("files:", os.listdir("."))\nvalue = 6',
      '%time value *= 7',
      '%%bash\necho from bash',
      '!echo from the shell',
      `!pip install --target ${marker} six\nif value:\n    %pip install \\\n        six`,
      ['1 / 0', 'raises-exception'],
      ['input("never asked")', 'skip-execution'],
      'open("made-here", "w").close()\nvalue',
    ]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines).toEqual(expect.arrayContaining(['files: []', 'from bash', 'from the shell', '42']));
    expect(stdout).toContain('cell 5 of 8: not run: !pip install --target');
    expect(stdout).toContain('cell 7 of 8: skipped, as its tag says');
    expect(stdout).toMatch(/notebook: 8 of 8 cells ran \([\d.]+ s\)/);
    expect(existsSync(marker)).toBe(false);
    expect(report).toMatchObject({ ok: true, cells: 8, ran: 8 });
  });

  it.each<[string, string[], Given, RegExp]>([
    [
      'a missing module',
      ['x = 1', 'import nothing_here.part'],
      {},
      /code of cell 2 of 2:\n {2}\| import nothing_here\.part\nnotebook-failed: cell 2 of 2: ModuleNotFoundError: No module named 'nothing_here'$/,
    ],
    [
      'a mistake',
      ['1 / 0', 'print(1)'],
      {},
      /notebook-failed: cell 1 of 2: ZeroDivisionError: division by zero$/,
    ],
    [
      'a cell without end',
      ['while True: pass'],
      { minutes: 0.05 },
      /notebook-too-slow: cell 1 of 1: it was running when the time limit of 0\.05 minutes ended$/,
    ],
    ['a question', ['input("Your name? ")'], {}, /notebook-asks: cell 1 of 1: it waits for an input$/],
    [
      'a kernel that is killed',
      ['import os\nos.kill(os.getpid(), 9)'],
      {},
      /notebook-failed: cell 1 of 1: the kernel was ended by SIGKILL$/,
    ],
    [
      'a long cell, of which the beginning is shown',
      [`${'x = 1\n'.repeat(40)}${'y'.repeat(1000)}`],
      {},
      /^code of cell 1 of 1:\n(?: {2}\| x = 1\n){12} {2}\| … \(29 more lines\)\nnotebook-failed: cell 1 of 1: NameError/,
    ],
  ])('fails by %s', async (_, cells, given, reason) => {
    const { exit, stderr, report } = await probe(cells, given);
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: expect.stringMatching(reason) });
    expect(report?.ok).toBe(false);
  });

  it('may fail if that is accepted, and its failure is reported', async () => {
    const { exit, stdout, report } = await probe(['print("first")', '1 / 0', 'print("third")'], {
      accept: true,
    });
    expect(exit).toBe(0);
    expect(stdout).toContain('cell 2 of 3: ZeroDivisionError: division by zero (accepted');
    expect(stdout).not.toContain('third');
    expect(report).toMatchObject({ ok: false, cells: 3, ran: 1 });
  });
});
