/** Published kernels as files, without a build: enough for everything that starts no kernel. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.js';

const ID = '20261129-072312-5aa0b5';

interface PutOptions {
  id?: string;
  name?: string;
  display_name?: string;
  /** The packages of each generation's lock, from the first on. */
  locks?: readonly string[];
  /** The published generation; by default the last one. */
  published?: number;
}

/** A kernel with a generation for each lock. Returns its home and its kernelspec's directory. */
export function putKernel(
  home: Home,
  { id = ID, name = 'mine', display_name = name, locks = [''], published = locks.length }: PutOptions = {},
) {
  const own = join(home.environments, name);
  const directory = join(home.jupyter_data, 'kernels', name);
  mkdirSync(directory, { recursive: true });
  for (const [at, lock] of locks.entries()) {
    const number = at + 1;
    const prefix = join(own, String(number));
    const kept = join(prefix, '.create_kernel');
    for (const path of [join(prefix, 'bin'), join(kept, 'kernelspec')]) mkdirSync(path, { recursive: true });
    symlinkSync('/bin/sh', join(prefix, 'bin/python'));
    writeFileSync(join(prefix, 'bin/data'), 'x'.repeat(10_000));
    writeFileSync(join(kept, 'lock.txt'), lock);
    const created = new Date(Date.UTC(2026, 10, number)).toISOString();
    const record = { schema: 1, id, number, operation: at === 0 ? 'create' : 'rebuild', manager: 'uv' };
    writeFileSync(join(kept, 'generation.json'), JSON.stringify({ ...record, created }));
    const recipe = { name, display_name: display_name === name ? '' : display_name, packages: ['six'] };
    const origin = { id, version: '1', generation: number, home: own, prefix, manager: 'uv', recipe };
    const spec = {
      argv: [join(prefix, 'bin/python')],
      ...{ display_name, language: 'python', env: { CREATE_KERNEL_NAME: name } },
      metadata: { create_kernel: origin },
    };
    writeFileSync(join(kept, 'kernelspec/kernel.json'), JSON.stringify(spec));
    if (number === published) writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
  }
  writeFileSync(join(own, '.create_kernel.json'), JSON.stringify({ kernel: name, id }));
  return { own, directory, prefix: (number: number) => join(own, String(number)) };
}

/** The published kernel.json. */
export function specOf(home: Home, name = 'mine') {
  return JSON.parse(readFileSync(join(home.jupyter_data, 'kernels', name, 'kernel.json'), 'utf8'));
}
