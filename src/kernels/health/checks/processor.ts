/** Whether this host's processor can run the environment. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { arch, hostname } from 'node:os';
import type { HealthCheck } from '../check.js';

export const checkProcessor: HealthCheck = ({ made }) => {
  if (!made?.language) return undefined;
  const [program = ''] = made.language.argv(made.origin.prefix, '');
  const machine = machineOf(program);
  if (machine !== undefined && machine !== arch())
    return {
      state: 'cpu-too-old',
      message: `Its environment is for processors of the kind ${machine}, and ${hostname()} has ${arch()}`,
      hint: 'Start the kernel on another node, or create a kernel with another name here',
    };
  const needed = Number(made.packages.find(({ name }) => name === LEVEL_PACKAGE)?.version ?? 0);
  if (needed <= hostLevel()) return undefined;
  return {
    state: 'cpu-too-old',
    message: `Its packages need a processor of level x86-64-v${needed}, and ${hostname()} has x86-64-v${hostLevel()}`,
    hint: 'Start the kernel on a newer node. Or update it here and upgrade all packages, which selects packages for this processor',
    ...{ fix: 'update', fix_with: { upgrade: 'all' } },
  };
};

/** The package of conda-forge with the level that other packages were compiled for as its version. */
const LEVEL_PACKAGE = '_x86_64-microarch-level';

// e_machine of ELF files, by Node's names: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
const machines: Readonly<Record<number, string>> = {
  62: 'x64',
  183: 'arm64',
  21: 'ppc64',
  22: 's390x',
  243: 'riscv64',
};

/** The kind of processor that a program was compiled for; undefined if it is none that is known. */
function machineOf(path: string): string | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      const header = Buffer.alloc(20);
      readSync(file, header, 0, header.length, 0);
      if (header.toString('latin1', 0, 4) !== '\x7fELF') return undefined;
      return machines[header[5] === 2 ? header.readUInt16BE(18) : header.readUInt16LE(18)];
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

// The flags of each level in the words of /proc/cpuinfo: https://gitlab.com/x86-psABIs/x86-64-ABI
const levels = [
  'cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3',
  'avx avx2 bmi1 bmi2 f16c fma abm movbe xsave',
  'avx512f avx512bw avx512cd avx512dq avx512vl',
].map((flags) => flags.split(' '));

/** The level of a processor with these flags, from 1 to 4: https://en.wikipedia.org/wiki/X86-64#Microarchitecture_levels */
export function levelOf(flags: ReadonlySet<string>): number {
  const first = levels.findIndex((needed) => !needed.every((flag) => flags.has(flag)));
  return 1 + (first < 0 ? levels.length : first);
}

let level: number | undefined;

function hostLevel(): number {
  level ??= levelOf(new Set(/^flags\s*:(.*)$/m.exec(readCpuInfo())?.[1]?.trim().split(' ')));
  return level;
}

function readCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'latin1');
  } catch {
    return '';
  }
}
