import { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import parser from '../../src/languages/python/packages/code.py';
import { managers as registered } from '../../src/managers/index.js';
import type { Understood } from '../../src/shared/form/understood.js';
import inspection from '../../src/site/directories/look.sh';
import { makeHome } from '../support/home.js';
import { fieldsOf } from '../support/page.js';
import fc from '../support/properties.js';
import { encode, MARK, type Submission, submissions, typedIn } from '../support/submissions.js';
import { type Answer, serveHome, Visitor } from '../support/web.js';

// `npm run bench -- mutations` runs many more.
const RUNS = Number(process.env.MUTATIONS ?? 1500);
const ANSWERS = [200, 400, 403, 409, 413, 422];

// With no manager and no module system the best recipe is still refused: a process that starts is one too many.
const managers = Object.fromEntries(Object.keys(registered).map((id) => [id, { enabled: false }]));

it(`${RUNS.toLocaleString('en')} mutated submissions: each is answered in words, and none starts a process with a part of it or writes a file`, async () => {
  const home = makeHome({ settings: { managers, modules: { init: '/nowhere' } } });
  const [work, temporary] = [`${home.directory}/work`, `${home.directory}/temporary`];
  for (const directory of [work, temporary]) mkdirSync(directory);
  vi.stubEnv('TMPDIR', temporary);
  const back = process.cwd();
  process.chdir(work);
  onTestFinished(() => {
    process.chdir(back);
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  const served = await serveHome(home);
  const visitor = new Visitor(served);
  await visitor.get('/');
  await visitor.get('/kernels');
  const before = filesOf(home.directory);
  const spawn = vi.spyOn(processes, 'spawn');
  // A program that the app has looks at directories: the site's, and one that is named by a text of nothing but its path.
  const inspect = ['/bin/sh', '-c', inspection, 'sh'];
  // Python's own parser reads code from its input; of the text, nothing is among its arguments.
  const isExpected = ([program, ...words]: string[]) =>
    isDeepStrictEqual([program, ...words.slice(0, -1)], inspect) ||
    isDeepStrictEqual(words, ['-I', '-c', parser]);
  const started = () => spawn.mock.calls.filter(([{ args }]) => !isExpected(args));
  const property = fc.asyncProperty(submissions, async (submission) => {
    const answer = await send(visitor, submission);
    expect(ANSWERS).toContain(answer.status);
    expect(started()).toEqual([]);
    spawn.mockClear();
    if (submission.path === '/understand') expectUnderstood(answer);
    else expectForm(answer, submission);
  });
  await fc.assert(property, { numRuns: RUNS });
  expect(filesOf(home.directory)).toEqual(before);
  for (const directory of ['/', '/tmp', tmpdir(), home.home])
    expect(existsSync(`${directory}/${MARK}`)).toBe(false);
});

/** Every process that Node starts comes by here, but Node's types do not tell. */
const processes = ChildProcess.prototype as unknown as { spawn(options: { args: string[] }): void };

async function send(visitor: Visitor, submission: Submission): Promise<Answer> {
  const { type, body } = encode(submission, submission.withToken ? visitor.csrf : '');
  return visitor.send(submission.path, { type, body });
}

/** Sent again with its mistakes: what was typed, and words about what is wrong at fields that there are. */
function expectForm({ status, text }: Answer, submission: Submission): void {
  expect(status).toBeGreaterThanOrEqual(400);
  if (text.includes('page-message')) return;
  expect(text).toMatch(/<ul id="problem-list">\s*<li>/);
  for (const [, id] of text.matchAll(/<li><a href="#(\w+)">/g)) expect(text).toContain(` id="${id}"`);
  expect(text).not.toContain('<script>alert');
  expect(text).not.toContain('<img src=x');
  const typed = typedIn(submission);
  if (typed) expect(fieldsOf(text)).toEqual(shown(typed));
}

function expectUnderstood({ status, text }: Answer): void {
  if (status !== 200) return;
  const { problems } = JSON.parse(text) as Understood;
  for (const { message, hint, field } of problems) {
    expect(message.length).toBeGreaterThan(0);
    expect(hint.length).toBeGreaterThan(0);
    expect(field ?? 'form').toMatch(/^(form|upload|\w+_\w+)$/);
  }
}

/** Empty fields show nothing, and so does a check box that is not checked. */
function shown(typed: Record<string, string>): Record<string, string> {
  const visible = ([name, value]: [string, string]) =>
    name === 'keep_failed' ? value === '1' : value !== '';
  return Object.fromEntries(Object.entries(typed).filter(visible));
}

function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
}
