import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SessionCard } from '../../src/cli/following/session-card.js';
import { type CardRequest, Dashboard, type RenderedCards } from '../support/dashboard.js';
import { hostileTexts } from './hostile.js';

const directory = mkdtempSync(join(tmpdir(), 'create-kernel-cards-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Session extends Omit<CardRequest, 'staged'> {
  values?: Record<string, string>;
  /** What the job has reported; a text becomes the file's content unchanged. */
  card?: Partial<SessionCard> | string;
  variables?: Record<string, string>;
}

async function render({ values, card, variables, ...request }: Session): Promise<RenderedCards> {
  const staged = mkdtempSync(join(directory, 'session-'));
  const write = (name: string, text: string) => writeFileSync(join(staged, name), text);
  if (values) write('user_defined_context.json', JSON.stringify(values));
  if (card) write('create_kernel.json', typeof card === 'string' ? card : JSON.stringify(card));
  if (request.status === 'running') write('connection.yml', 'host: node7\nport: \npassword: \n');
  const [cards] = await new Dashboard(variables).cards({ ...request, staged });
  return cards as RenderedCards;
}

const texts = (cards: RenderedCards): string[] => Object.values(cards);

/** Markdown does not change an HTML block until a blank line, and text inside a tag can be active. */
function expectHarmless(html: string): void {
  expect(html).toMatch(/^<div class="create-kernel">\n/);
  expect(html).not.toMatch(/\n\s*\n|^ {4}|^\s*- /m);
  const tags = html.match(/<[^>]*>?/g) ?? [];
  const known =
    /^<(\/?(div|p|strong|ul|li|span|code|em|a)|(div|ul|span) class="[\w -]+"|strong dir="auto"|a href="\/[\w/.%?=-]+" target="_blank")>$/;
  expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
}

const states = ['queued', 'running', 'completed'] as const;
const all = Object.values(hostileTexts).join(' ');
const problem = { code: 'x', message: all, hint: all, field: all };

describe.each(states)('The card of a session that is %s', (status) => {
  it.each<[string, Session['card']]>([
    ['before its job has reported anything', undefined],
    ['while its form is read', { status: 'checking' }],
    [
      'with a running build',
      { status: 'running', build: '20260101-000000-abcdef', step: all, display_name: all },
    ],
    ['with a failed build', { status: 'failed', build: all, errors: [problem, problem], notes: [all] }],
    ['with refused values', { status: 'refused', errors: [problem], notes: [all, all] }],
    ['with a file that is not JSON', '{"status": "run'],
    ['with a list as its file', '[1]'],
    ['with unexpected values in its file', '{"status": 1, "errors": "x", "notes": {"a": 1}, "build": [1]}'],
  ])('%s, contains nothing active', async (_, card) => {
    const values = Object.fromEntries(['kernel_name', 'display_name'].map((id) => [id, all]));
    const cards = await render({ status, values, ...(card && { card }) });
    expect(Object.keys(cards)).toEqual(
      { queued: ['info'], running: ['info', 'view'], completed: ['info', 'completed'] }[status],
    );
    for (const html of texts(cards)) expectHarmless(html);
  });

  it('shows even without the form’s values', async () => {
    for (const html of texts(await render({ status }))) expectHarmless(html);
  });
});

describe('The card shows', () => {
  const build = '20260101-000000-abcdef';
  const values = { kernel_name: 'Climate', display_name: '' };

  it.each<[string, Session, RegExp]>([
    ['that the job waits', { status: 'queued' }, /Climate<\/strong> The job waits in the cluster’s queue/],
    ['that the job is starting', { status: 'running' }, /The job is starting/],
    [
      'which step is running',
      { status: 'running', card: { status: 'running', step: 'Install the `six`' } },
      /Install the <code>six<\/code> …/,
    ],
    [
      'that the kernel is ready',
      { status: 'completed', card: { status: 'succeeded', build } },
      /Ready: the kernel is in the launcher/,
    ],
    [
      'that the job was killed',
      { status: 'completed', card: { status: 'running', build } },
      /The job ended before the build did/,
    ],
    ['that the job never started', { status: 'completed' }, /The job ended before the build did/],
    [
      'what was wrong, and the fix',
      {
        status: 'completed',
        card: { status: 'refused', errors: [{ code: 'x', message: 'No `name`', hint: 'Give *one*' }] },
      },
      /<li>No <code>name<\/code>\. <span class="text-muted">Give <em>one<\/em>\.<\/span><\/li>/,
    ],
  ])('%s', async (_, session, words) => {
    expect((await render({ values, ...session })).info).toMatch(words);
  });

  it.each([
    ['sys/create_kernel', '/pun/sys/create_kernel'],
    ['sys/create_kernel/powerai', '/pun/sys/create_kernel'],
    ['dev/my copy', '/pun/dev/my%20copy'],
    ['usr/ann/create_kernel', '/pun/usr/ann/create_kernel'],
    ['usr/ann/create_kernel/powerai', '/pun/usr/ann/create_kernel'],
  ])('of the app %s where the live log is', async (token, base) => {
    const { info } = await render({ status: 'running', token, card: { status: 'running', build } });
    expect(info).toContain(`<a href="${base}/builds/${build}" target="_blank">`);
  });

  it('addresses below the portal’s', async () => {
    const variables = { RAILS_RELATIVE_URL_ROOT: '/portal/pun/sys/dashboard' };
    const card: Session['card'] = { status: 'failed', build, errors: [] };
    const { info, completed } = await render({ status: 'completed', card, variables });
    expect(info).toContain(`href="/portal/pun/sys/create_kernel/builds/${build}"`);
    expect(completed).toContain(`href="/portal/pun/sys/create_kernel/?retry=${build}"`);
    expect(completed).toMatch(/href="\/portal\/pun\/sys\/dashboard\/files\/fs\/[^"]*\/output\.log"/);
  });
});
