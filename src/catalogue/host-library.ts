/** Whether this host has a shared library. Compute nodes usually have the same packages of the system. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: 'x86_64',
  arm64: 'aarch64',
  ppc64: 'powerpc64le',
};
const architecture = ARCHITECTURES[process.arch] ?? process.arch;
const DIRECTORIES = [
  '/usr/lib64',
  '/lib64',
  `/usr/lib/${architecture}-linux-gnu`,
  '/usr/lib',
  '/usr/local/lib',
];

/** Looks where the dynamic loader looks first: https://man7.org/linux/man-pages/man8/ld.so.8.html */
export function hasLibrary(name: string, directories: readonly string[] = DIRECTORIES): boolean {
  return directories.some((directory) => existsSync(join(directory, name)));
}
