import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clearUnfinished, isFinished, isPublished } from '../../../src/builds/holding/clear.js';
import { temporaryDirectory } from '../../support/python.js';

async function makePlaces() {
  const root = await temporaryDirectory();
  const home = join(root, 'envs', 'x');
  const plan = {
    ...{ prefix: join(home, '2'), generation: 2, staging: join(root, 'jupyter', 'create_kernel', 'x-2') },
    kernel_directory: join(root, 'jupyter', 'kernels', 'x'),
  };
  for (const path of [join(plan.prefix, 'bin'), plan.staging]) mkdirSync(path, { recursive: true });
  writeFileSync(join(home, '.create_kernel.json'), '{"kernel":"x"}');
  writeFileSync(join(plan.prefix, 'bin', 'python'), '');
  const precious = join(root, 'precious');
  mkdirSync(precious);
  writeFileSync(join(precious, 'thesis.tex'), 'years');
  return { root, home, plan, precious };
}

function publish(kernel_directory: string, prefix: string): void {
  mkdirSync(kernel_directory, { recursive: true });
  const spec = { metadata: { create_kernel: { prefix } } };
  writeFileSync(join(kernel_directory, 'kernel.json'), JSON.stringify(spec));
}

describe('clearing an unfinished build', () => {
  it('deletes its generation, its staging, and the directory that was made for them', async () => {
    const { root, plan } = await makePlaces();
    expect(clearUnfinished(plan, false)).toBeUndefined();
    expect(readdirSync(join(root, 'envs'))).toEqual([]);
    expect(existsSync(plan.staging)).toBe(false);
  });

  it('keeps other generations and other files', async () => {
    const { home, plan } = await makePlaces();
    mkdirSync(join(home, '1'));
    writeFileSync(join(home, 'notes.txt'), '');
    clearUnfinished(plan, false);
    expect(readdirSync(home).sort()).toEqual(['.create_kernel.json', '1', 'notes.txt']);
  });

  it('deletes a private manager with the last generation', async () => {
    const { root, home, plan } = await makePlaces();
    mkdirSync(join(home, 'installer', 'bin'), { recursive: true });
    clearUnfinished(plan, false);
    expect(readdirSync(join(root, 'envs'))).toEqual([]);
  });

  it('keeps the generation for inspection, and marks it so that the next build keeps it too', async () => {
    const { plan } = await makePlaces();
    expect(clearUnfinished(plan, true)).toBe(plan.prefix);
    expect(isFinished(plan.prefix)).toBe(true);
    expect(existsSync(plan.staging)).toBe(false);
  });

  it('can be repeated without harm', async () => {
    const { plan } = await makePlaces();
    clearUnfinished(plan, false);
    expect(clearUnfinished(plan, false)).toBeUndefined();
  });

  it.each<[string, (places: Awaited<ReturnType<typeof makePlaces>>) => void]>([
    ['inside the environment', ({ plan, precious }) => symlinkSync(precious, join(plan.prefix, 'data'))],
    ['in the place of the environment', ({ plan, precious }) => replace(plan.prefix, precious)],
    ['in the place of the staging', ({ plan, precious }) => replace(plan.staging, precious)],
    [
      "in the place of the kernel's directory",
      ({ home, precious }) => {
        mkdirSync(join(precious, '2'));
        writeFileSync(join(precious, '2', 'data'), '');
        replace(home, precious);
      },
    ],
  ])('never follows a link %s', async (_, link) => {
    const places = await makePlaces();
    link(places);
    const before = readdirSync(places.precious, { recursive: true });
    clearUnfinished(places.plan, false);
    expect(readdirSync(places.precious, { recursive: true })).toEqual(before);
  });
});

function replace(path: string, target: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path);
}

describe('a generation is published', () => {
  it('if the launcher has exactly this one', async () => {
    const { plan } = await makePlaces();
    expect(isPublished(plan)).toBe(false);
    publish(plan.kernel_directory, '/envs/x/1');
    expect(isPublished(plan)).toBe(false);
    publish(plan.kernel_directory, plan.prefix);
    expect(isPublished(plan)).toBe(true);
  });

  it.each(['', '[]', 'null', '{"metadata":null}', '{"metadata":{"create_kernel":'])(
    'not if its kernel.json is %j',
    async (text) => {
      const { plan } = await makePlaces();
      mkdirSync(plan.kernel_directory, { recursive: true });
      writeFileSync(join(plan.kernel_directory, 'kernel.json'), text);
      expect(isPublished(plan)).toBe(false);
    },
  );
});
