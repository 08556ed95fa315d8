import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findCommand } from '../../../src/cli/commands/index.js';
import { main } from '../../../src/cli/main.js';
import { listKernels } from '../../../src/kernels/kernelspec.js';
import { argumentFields } from '../../../src/kernels/operations/arguments.js';
import { kernelOperations, operations } from '../../../src/kernels/operations/index.js';
import { perform } from '../../../src/kernels/operations/perform.js';
import { toTile } from '../../../src/web/pages/kernels/kernel-tile.js';
import { RecordingTerminal } from '../../cli/recording-terminal.js';
import { makeHome } from '../../support/home.js';
import { serveHome, Visitor } from '../../support/web.js';

const home = makeHome({ shared: true, pretendUv: true });
addKernel('ours', { create_kernel: origin() });
addKernel('other', {});
addKernel('still', { create_kernel: { ...origin(), frozen: '2026-11-01T00:00:00Z' } });
const [other, ours] = await listKernels(home.site);
const visitor = new Visitor(await serveHome(home, { shared: true }));

function addKernel(name: string, metadata: object): void {
  const directory = join(home.jupyter_data, 'kernels', name);
  mkdirSync(directory, { recursive: true });
  const spec = { argv: ['x'], display_name: name, language: 'python', metadata };
  writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
}

function origin() {
  const prefix = join(home.environments, 'ours/1');
  return { version: '0.1.0', generation: 1, prefix, manager: 'uv', recipe: { name: 'ours' } };
}

it('The registry of operations has each under its own id', () => {
  expect(Object.values(operations).map(({ id }) => id)).toEqual(Object.keys(operations));
});

describe.each(Object.values(kernelOperations))('$id', (operation) => {
  const { id, label, description, question } = operation;
  const fields = argumentFields(operation);

  it('has a command with each argument, --yes if it asks for confirmation, and --dry-run if it changes something', async () => {
    const command = await findCommand(id);
    const flags = command?.options.map(({ flag }) => flag) ?? [];
    const options = fields.filter(({ word, kind }) => !word || kind === 'list');
    const own = options.map(({ name }) => `--${name.replaceAll('_', '-')}`);
    expect(flags).toEqual(expect.arrayContaining(own));
    const words = fields.flatMap(({ word }) => (word ? [word.name] : []));
    expect(command?.arguments.map(({ name }) => name)).toEqual(['NAME', ...words]);
    expect(flags.includes('--dry-run')).toBe(operation.effect !== 'looks');
    expect(flags.includes('--yes')).toBe(question !== undefined);
    expect(command?.description).toBe(description);
  });

  it('has a label, a sentence without a full stop, and help for each argument', () => {
    expect(label).toMatch(/^[A-Z]/);
    expect(description).toMatch(/^[A-Z].*[^.]$/);
    for (const field of fields) expect(field.description).toMatch(/\w/);
  });

  it('has a button for a kernel that the app made if it makes sense there, and for no other', () => {
    const buttons = (kernel: typeof ours) =>
      kernel ? toTile(kernel, home.site).operations.map((each) => each.id) : [];
    const makesSense =
      ours && operation.on === 'ours' && !operation.on_page && (operation.offered?.(ours, home.site) ?? true);
    expect(buttons(ours).includes(id)).toBe(makesSense);
    expect(buttons(other)).toEqual([]);
  });

  it('has a route, which reports an unknown kernel', async () => {
    const answer = await visitor.post(`/kernels/${id}`, { name: 'missing' });
    expect(answer.text).toContain('missing');
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

const asking = Object.values(kernelOperations).filter(({ question }) => question !== undefined);

/** On a terminal without a user, where a question is an error too. */
async function typed(...words: string[]): Promise<string> {
  for (const [name, value] of Object.entries(home.environment)) vi.stubEnv(name, value);
  const terminal = new RecordingTerminal();
  await main(words, terminal);
  vi.unstubAllEnvs();
  return terminal.talk;
}

describe.each(asking)('$id asks only for what it can do', (operation) => {
  const { id, frozen } = operation;
  const flags = argumentFields(operation)
    .filter(({ kind }) => kind === 'number' || kind === 'select')
    .map(({ name }) => `--${name.replaceAll('_', '-')}`);

  it('with these values', async () => {
    for (const flag of flags) expect(await typed(id, 'ours', flag, 'x')).toMatch(/^error: .*cannot be `x`/);
    expect(await typed(id, 'ours')).toContain('--yes');
  });

  it.runIf(!frozen)('with this kernel', async () => {
    expect(await typed(id, 'still')).toContain('has been frozen since');
  });
});

const changing = Object.values(kernelOperations).filter(({ effect }) => effect !== 'looks');

it.each(changing)('$id does not change a kernel that the app did not make', async (operation) => {
  if (!other) throw new Error('no kernel');
  const change = perform(operation, { kernel: other }, await home.equip());
  await expect(change).rejects.toMatchObject({ code: 'kernel-of-others' });
});
