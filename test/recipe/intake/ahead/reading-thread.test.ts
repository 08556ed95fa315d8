import { afterAll, expect, it } from 'vitest';
import { nextTurn } from '../../../../src/base/pieces.js';
import { readerProgram } from '../../../../src/base/program.js';
import { givenText } from '../../../../src/reading/given-text.js';
import { readAhead } from '../../../../src/recipe/intake/ahead/read-ahead.js';
import { ReadingThread } from '../../../../src/recipe/intake/ahead/reading-thread.js';
import { understandTexts } from '../../../../src/recipe/intake/understand.js';
import { PYTHON } from '../../../support/python.js';
import { longestStretch } from '../../../support/stretches.js';
import { waitFor } from '../../../support/wait.js';

const limits = { seconds: 600, megabytes: 400, idle_seconds: 600 };
const thread = new ReadingThread(readerProgram(), limits);
afterAll(() => thread.end());

const none = async () => [];
const large = Array.from({ length: 900 }, (_, number) => `  - package-number-${number}=1.0`).join('\n');
const environment = givenText(`dependencies:\n${large}`, 'environment.yml');

const ahead = (text = environment, own = thread) =>
  readAhead([text], { language: '', interpreters: none, thread: own });

it('A large text is read in a thread, with the same result', async () => {
  const { readings } = await ahead();
  expect(readings?.size).toBe(1);
  expect(understandTexts([environment], { readings })).toEqual(understandTexts([environment]));
  expect(thread.isRunning).toBe(true);
});

it('A small text is not', async () => {
  expect(await ahead(givenText('numpy'))).toEqual({ code: new Map() });
});

it('Reading it keeps the event loop for less than half of the time that it takes here', async () => {
  const text = () => givenText(`${'this is a sentence, but not a package\n'.repeat(2600)}numpy`);
  const here = await longestStretch(async () => {
    understandTexts([text()]);
    await nextTurn();
  });
  await ahead(text());
  // The best of several excludes those in which memory was collected.
  const stretches: number[] = [];
  for (let attempt = 0; attempt < 5; attempt++) stretches.push(await longestStretch(() => ahead(text())));
  expect(Math.min(...stretches)).toBeLessThan(here / 2);
});

it('Code is read by the parser of its language, with an interpreter of the server', async () => {
  const code = givenText(
    `try:\n    import yaml\nexcept ImportError:\n    pass\n${'x = 1\n'.repeat(2000)}`,
    'a.py',
  );
  const interpreters = async () => [{ path: PYTHON }];
  const { readings } = await readAhead([code], { language: '', interpreters, thread });
  expect(understandTexts([code], { readings }).packages).toMatchObject([{ module: 'yaml', optional: true }]);
});

it.each([
  ['time', { seconds: 0.001 }, '0.001 seconds'],
  ['memory', { megabytes: 8 }, '8 MB of memory'],
])(
  'A text that needs more %s than the limit is a problem, and the next one is read',
  async (_, less, limit) => {
    const limited = new ReadingThread(readerProgram(), { ...limits, ...less });
    const { readings } = await ahead(environment, limited);
    expect(limited.isRunning).toBe(false);
    expect(understandTexts([environment], { readings }).problems).toMatchObject([
      { error: { code: 'text-takes-too-much', facts: { limit } } },
    ]);
  },
);

it('The thread ends when no one asks, and the next question starts it again', async () => {
  const short = new ReadingThread(readerProgram(), { ...limits, idle_seconds: 0 });
  for (const _ of [1, 2]) {
    expect((await ahead(environment, short)).readings?.size).toBe(1);
    await waitFor('the end of the thread', () => !short.isRunning);
  }
});
