/** The page of a portal with a cluster: asking for a job, watching it wait, taking it back. */
import { describe, expect, it } from 'vitest';
import { StandIn } from '../../parts/stand-ins/index.js';
import { makeHome } from '../../support/home.js';
import { fieldsOf, textOf } from '../../support/page.js';
import { ended } from '../../support/pretend.js';
import { buildProgram } from '../../support/program.js';
import { patient } from '../../support/wait.js';
import { serveHome, Visitor } from '../../support/web.js';

await buildProgram();
const scheduler = new StandIn('lsf');
const build_on = { ...scheduler.settings, default: 'local', hours: { default: 1, most: 4 } };
const home = makeHome({ shared: true, pretendUv: true, settings: { build_on } });
const served = await serveHome(home, { shared: true });
const place = { cluster: 'there', job_hours: '2', job_queue: 'long' };
const fields = { kernel_name: 'On a node', ...place };

describe('The form of a portal with a cluster', () => {
  it('has the field *Build on*, with the site’s limits', async () => {
    const { text } = await served.ask('/');
    expect(textOf(text)).toMatch(/Build on .*This portal host There/);
    expect(/<input [^>]*id="job_hours"[^>]*>/.exec(text)?.[0]).toMatch(/value="1".* min="0.25" max="4"/);
  });

  it.each([
    [{ job_hours: '5' }, 'over the site’s limit of 4'],
    [{ job_queue: '--wrap=id' }, 'characters that are not allowed'],
    [{ job_queue: 'nowhere' }, 'No such queue'],
    [{ cluster: 'elsewhere' }, 'This site does not build kernels on'],
  ])('%j is refused there, and everything typed is still in it', async (wrong, words) => {
    const { status, text } = await new Visitor(served).post('/builds', { ...fields, ...wrong });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(textOf(text)).toContain(words);
    expect(fieldsOf(text)).toMatchObject({ ...fields, ...wrong });
  });
});

describe('A build that waits in a queue', () => {
  it('is shown with its reason and its job, can be repeated as it was, and be taken back', async () => {
    scheduler.set('hold', true);
    const visitor = new Visitor(served);
    const { headers } = await visitor.post('/builds', fields);
    const id = String(headers.location).split('/').at(-1) ?? '';
    // A page does not wait for a scheduler that answers late, as on a busy machine.
    const at = (path: string) => expect.poll(async () => (await visitor.get(path)).text, patient);
    const page = (path: string) => expect.poll(async () => textOf((await visitor.get(path)).text), patient);
    await page(`/builds/${id}`).toMatch(/Queued.*job \d+ on There.*in the queue of There: no node is free/);
    await page('/builds').toMatch(/Queued.*job \d+ on There/);
    await at(`/builds/${id}/state`).toMatch(/"status":"queued".*"cluster":"There"/);
    await at(`/builds/${id}/events?once=1`).toMatch(/event: queued\ndata: .*no node is free/);
    expect(fieldsOf((await visitor.get(`/?retry=${id}`)).text)).toMatchObject(place);
    await visitor.post(`/builds/${id}/cancel`, {});
    expect((await ended(id, home)).state.status).toBe('cancelled');
    scheduler.set('hold', false);
  });
});
