import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWell } from '../../../support/create.js';
import { makeHome } from '../../../support/home.js';
import { ended, orderPretend, pretendPlan } from '../../../support/pretend.js';
import { putKernel } from '../../../support/published.js';
import { serveHome, Visitor } from '../../../support/web.js';

const home = makeHome({ shared: true });
const served = await serveHome(home, { shared: true });
const kernels = join(home.jupyter_data, 'kernels');

function addKernel(name: string, display_name: string): string {
  const directory = join(kernels, name);
  mkdirSync(directory, { recursive: true });
  const spec = { argv: ['x'], display_name, language: 'python' };
  writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
  return directory;
}

async function publish(name: string): Promise<string> {
  const id = await orderPretend(home, pretendPlan(home, [], name));
  expect((await ended(id, home)).state.status).toBe('succeeded');
  return join(kernels, name);
}

describe('the kernels', () => {
  it('are shown, whoever made them', async () => {
    await publish('mine');
    addKernel('other', 'Made <i>elsewhere</i>');
    const { status, text } = await served.ask('/kernels');
    expect(status).toBe(200);
    expect(text).toContain('mine kernel');
    expect(text).toContain('Made &lt;i&gt;elsewhere&lt;/i&gt;');
  });

  it('are shown although one of them cannot be read', async () => {
    for (const [name, text] of Object.entries({
      torn: '{"argv":',
      none: 'null',
      list: '[]',
      wrong: '{"argv": 5}',
    })) {
      mkdirSync(join(kernels, name), { recursive: true });
      writeFileSync(join(kernels, name, 'kernel.json'), text);
    }
    mkdirSync(join(kernels, 'directory', 'kernel.json'), { recursive: true });
    const { status, text } = await served.ask('/kernels');
    expect(status).toBe(200);
    expect(text).toContain('torn');
  });

  it.each(['remove', 'constructor', '__proto__', '<b>', 'check', ''])(
    'are shown whatever the address says is done: %j',
    async (done) => {
      const { status, text } = await served.ask(`/kernels?done=${encodeURIComponent(done)}`);
      expect(status).toBe(200);
      expect(text.includes('The kernel and its environments are removed')).toBe(done === 'remove');
      expect(text).not.toMatch(/\[object|native code|<b>/);
    },
  );
});

describe('the operations on a kernel', () => {
  it('each have a button on the page of a kernel of ours, and none on another one’s', async () => {
    await publish('mine-too');
    addKernel('not-ours', 'Not ours');
    const page = async (name: string) => (await served.ask(`/kernels/show?name=${name}`)).text;
    for (const id of ['check', 'rebuild', 'remove'])
      expect(await page('mine-too')).toContain(`action="/kernels/${id}"`);
    expect(await page('not-ours')).not.toContain('<form');
    // A display name is changed from what it is.
    expect(await page('mine-too')).toMatch(/name="text" value="mine-too kernel"/);
  });

  it.each(['create', 'constructor', 'nothing'])('have no route called %s', async (id) => {
    const { status } = await new Visitor(served).post(`/kernels/${id}`, { name: 'mine-too' });
    expect(status).toBe(404);
  });

  it('lead to the build where they make a generation', async () => {
    const its = makeHome({ pretendUv: true });
    await createWell(its, { name: 'mine' });
    const visitor = new Visitor(await serveHome(its));
    const { status, headers } = await visitor.post('/kernels/rebuild', { name: 'mine' });
    const id = /^\/builds\/(.+)$/.exec(headers.location ?? '')?.[1] ?? '';
    expect(status).toBe(303);
    expect((await ended(id, its)).state).toMatchObject({ status: 'succeeded', generation: 2 });
  });

  it('are refused with their reason', async () => {
    const { status, text } = await new Visitor(served).post('/kernels/rebuild', { name: 'mine-too' });
    expect(status).toBe(409);
    expect(text).toContain('The lock of');
    expect(text).toContain('id="health"');
  });

  it.each([
    ['is shown before', 200, { new_name: 'Neu', dry_run: '1' }],
    ['is refused', 422, { new_name: 'mine-too' }],
  ])('keep their form open, as it was filled in, if what it does %s', async (_, wanted, form) => {
    const { status, text } = await new Visitor(served).post('/kernels/rename', { name: 'mine-too', ...form });
    expect(status).toBe(wanted);
    expect(text).toMatch(/<details class="confirm" open>\s*<summary[^>]*>Rename…/);
    expect(text).toContain(`name="new_name" value="${form.new_name}"`);
    expect(text.match(/<details[^>]* open>/g)).toHaveLength(1);
  });
});

describe('an old link', () => {
  it('to a kernel that was renamed leads to it, and to one that was removed says how to bring it back', async () => {
    putKernel(home, { id: 'id-of-moving', name: 'moving' });
    const visitor = new Visitor(served);
    await visitor.post('/kernels/rename', { name: 'moving', new_name: 'moved' });
    for (const path of [
      '/kernels/show?name=moving',
      '/kernels/update?name=moving&add=six',
      '/?update=moving',
    ]) {
      const { status, headers } = await served.ask(path);
      expect([status, headers.location]).toEqual([303, `?${path.split('?')[1]?.replace('moving', 'moved')}`]);
    }
    await visitor.post('/kernels/remove', { name: 'moved' });
    for (const path of ['/kernels/show?name=moved', '/kernels/update?name=moved']) {
      const { status, text } = await served.ask(path);
      expect(status).toBe(404);
      expect(text).toMatch(
        /<code>moved<\/code> was removed at 20.*<em>Undo<\/em> on the page <em>Kernels<\/em>/s,
      );
      expect(text).toContain('href="/kernels">Kernels</a>');
    }
  });
});

describe('removing a kernel', () => {
  it('takes it out of the launcher and says so', async () => {
    const directory = await publish('short-lived');
    const { status, headers } = await new Visitor(served).post('/kernels/remove', { name: 'short-lived' });
    expect(status).toBe(303);
    expect(headers.location).toMatch(/^\/kernels\?done=remove&result=[0-9a-f]{18}$/);
    const { text } = await served.ask(headers.location ?? '');
    expect(text).toMatch(/Removed <code>short-lived<\/code>; .* freed after 20/);
    expect(existsSync(directory)).toBe(false);
    expect(existsSync(join(home.environments, 'short-lived'))).toBe(false);
  });

  it('leaves alone what this app did not make', async () => {
    const directory = addKernel('precious', 'Precious');
    const { status, text } = await new Visitor(served).post('/kernels/remove', { name: 'precious' });
    expect(status).toBe(422);
    expect(text).toContain('Create Kernel did not make the kernel');
    expect(existsSync(directory)).toBe(true);
  });

  it.each(['', '.', '..', '../kernels', '/', 'nothing', '__proto__', '*', 'x'.repeat(5000), '\0'])(
    'finds no kernel called %j',
    async (name) => {
      const { status } = await new Visitor(served).post('/kernels/remove', { name });
      expect(status).toBe(404);
      expect(existsSync(kernels)).toBe(true);
    },
  );

  it('wants a form', async () => {
    const visitor = new Visitor(served);
    await visitor.get('/');
    const headers = { 'content-type': 'application/json', 'x-csrf-token': visitor.csrf };
    expect((await visitor.post('/kernels/remove', {}, headers)).status).toBe(404);
    expect((await visitor.post('/kernels/remove', { name: ['a', 'b'] })).status).toBe(404);
  });
});

describe('five hundred kernels', () => {
  const many = makeHome({ shared: true });
  for (let number = 0; number < 500; number++) {
    const directory = join(many.jupyter_data, `kernels/k${number}`);
    mkdirSync(directory, { recursive: true });
    const display_name = number % 50 === 0 ? `Rare ${number}` : `Often ${number}`;
    writeFileSync(
      join(directory, 'kernel.json'),
      JSON.stringify({ argv: ['x'], display_name, language: 'r' }),
    );
  }
  const listing = serveHome(many, { shared: true });
  const compressed = { headers: { 'accept-encoding': 'br' } };
  const rows = (text: string) => [...text.matchAll(/<tr><th scope="row" class="kernel-name">/g)].length;

  it('come in short parts', async () => {
    const { text } = await (await listing).ask('/kernels');
    expect(rows(text)).toBe(50);
    expect(text).toContain('500 kernels');
    expect(text).toContain('href="/kernels?part=10"');
    expect((await (await listing).ask('/kernels', compressed)).bytes.length).toBeLessThan(20_000);
  });

  it.each([
    ['?part=10', 50, 'Often'],
    ['?search=rare', 10, 'Rare 450'],
    ['?search=often+499', 1, 'Often 499'],
    ['?search=none', 0, 'No kernels match'],
  ])('are filtered by the address: %s', async (query, count, wanted) => {
    const { text } = await (await listing).ask(`/kernels${query}`);
    expect(rows(text)).toBe(count);
    expect(text).toContain(wanted);
  });
});
