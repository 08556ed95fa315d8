import { expect, it } from 'vitest';
import { Turns } from '../../../../src/web/form/typing/turns.js';

const never = new AbortController().signal;

it('asks one question at a time, in their order', async () => {
  const turns = new Turns();
  const running: string[] = [];
  const ask = (name: string) => async () => {
    running.push(name);
    expect(running).toEqual([name]);
    await Promise.resolve();
    running.pop();
    return name;
  };
  const pages = ['one', 'two', 'three'];
  expect(await Promise.all(pages.map((page) => turns.take(page, never, ask(page))))).toEqual(pages);
});

it('a newer question of the same page ends the earlier one, and another page waits', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const endless = (signal: AbortSignal) =>
    new Promise<string>((resolve) => {
      log.push('asks');
      signal.addEventListener('abort', () => {
        log.push('ended');
        resolve('old');
      });
    });
  const old = turns.take('page', never, endless);
  await Promise.resolve();
  const other = turns.take('other', never, async () => log.push('other'));
  const fresh = turns.take('page', never, async () => log.push('fresh'));
  await Promise.all([old, other, fresh]);
  expect(log).toEqual(['asks', 'ended', 'other', 'fresh']);
});

it('a question of a page that is gone is not asked', async () => {
  const turns = new Turns();
  expect(await turns.take('page', AbortSignal.abort(), async () => 'asked')).toBeUndefined();
});

it('a question that fails does not stop the next one', async () => {
  const turns = new Turns();
  const failed = turns.take('page', never, () => Promise.reject(new Error('no')));
  await expect(failed).rejects.toThrow('no');
  expect(await turns.take('page', never, async () => 'next')).toBe('next');
});
