/** Kernelspecs that Jupyter cannot read. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFifo, makeSocket } from './fifo.js';
import type { Home } from './home.js';

/** What Jupyter can read. */
export const spec = { argv: [process.execPath], display_name: 'Other', language: 'python' };

/** Each puts its fault into an empty directory of a kernelspec. */
export const malformed: Record<string, { put: (directory: string, file: string) => void; message: RegExp }> =
  {
    empty: { put: (_, file) => writeFileSync(file, ''), message: /it is empty/ },
    torn: { put: (_, file) => writeFileSync(file, '{"argv": ["'), message: /it is not JSON/ },
    bytes: {
      put: (_, file) => writeFileSync(file, Buffer.from([0xff, 0xfe, 0, 1])),
      message: /it is not JSON/,
    },
    list: { put: (_, file) => writeFileSync(file, '[]'), message: /it is not a JSON object/ },
    types: {
      put: (_, file) => writeFileSync(file, '{"argv": "python"}'),
      message: /`argv` is missing or has another/,
    },
    variables: {
      put: (_, file) => writeFileSync(file, JSON.stringify({ ...spec, env: { A: { b: 1 } } })),
      message: /`env\.A` is missing or has another/,
    },
    deep: { put: (_, file) => writeFileSync(file, '['.repeat(200_000)), message: /it is not JSON/ },
    large: {
      put: (_, file) => writeFileSync(file, JSON.stringify({ ...spec, note: 'x'.repeat(10_000_000) })),
      message: /it is larger than 8 MB/,
    },
    fifo: { put: (_, file) => makeFifo(file), message: /it is not a regular file/ },
    device: { put: (_, file) => symlinkSync('/dev/zero', file), message: /it is not a regular file/ },
    socket: { put: (_, file) => makeSocket(file), message: /it is not a regular file/ },
    kernel: { put: (_, file) => symlinkSync('/proc/self/mem', file), message: /it is empty/ },
    directory: { put: (_, file) => mkdirSync(file), message: /it is not a regular file/ },
    circle: { put: (_, file) => symlinkSync('kernel.json', file), message: /links lead in a circle/ },
    dangling: {
      put: (_, file) => symlinkSync('/nowhere/kernel.json', file),
      message: /link leads to nothing/,
    },
  };

/** Makes a kernelspec's directory, and its content. */
export function addSpec(home: Home, name: string, put: (directory: string, file: string) => void): void {
  const directory = join(home.jupyter_data, 'kernels', name);
  mkdirSync(directory, { recursive: true });
  put(directory, join(directory, 'kernel.json'));
}
