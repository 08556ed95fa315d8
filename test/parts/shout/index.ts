/**
 * A language that has no Python in its environment, and a package manager that makes such environments by copying one
 * program. The program starts a kernel that speaks Jupyter's protocol; its interpreter is outside the environment.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languages } from '../../../src/languages/index.js';
import type { Language } from '../../../src/languages/language.js';
import { managers } from '../../../src/managers/index.js';
import type { Manager } from '../../../src/managers/manager.js';
import { parsePackageSpec } from '../../../src/sources/specs/package-spec.js';
import { command, write } from '../../../src/steps/step.js';
import { jupyterPython } from '../jupyter/index.js';

const kernel = fileURLToPath(new URL('kernel.py', import.meta.url));

const shout: Language = {
  id: 'shout',
  label: 'Shout',
  logo: { letters: '!', background: '#222', ink: '#fff' },
  reserved_names: ['shout'],
  examples: { packages: 'megaphone', smoke_code: 'say hello' },
  kernel_language: 'shout',
  use: { cell: (things) => things.join('\n'), program: 'my-program' },
  versions: [],
  version_form: { pattern: /^1\.0$/, example: '1.0' },
  packages: {
    parse: parsePackageSpec,
    normalizeName: (name) => name,
    readers: [],
    versionAsked: () => undefined,
    closeNames: () => [],
  },
  kernelPackages: () => ({ conda: ['shout'] }),
  argv: (prefix) => [`${prefix}/bin/shout`, '{connection_file}'],
  isolation: { harmful: ['SHOUT_PATH'], misleading: [], set: { SHOUT_HOME: 'none' } },
  metadata: {},
  logos: () => [],
  refused_variables: [/^SHOUT_PATH$/],
  tested: 'The kernel is started and runs a cell.',
  probe: {
    cell: { code: 'say 42', expect: '42' },
    files: { 'facts.shout': 'say executable: $CREATE_KERNEL_PREFIX/bin/shout\n' },
    facts: 'facts.shout',
  },
};

/** Registers both for the tests of a file, and writes the program to `directory`. */
export async function addShout(directory: string): Promise<void> {
  const program = join(directory, 'shout');
  writeFileSync(program, `#!/bin/sh\nexec '${await jupyterPython()}' -I '${kernel}' "$@"\n`);
  chmodSync(program, 0o755);
  Object.assign(languages, { shout });
  Object.assign(managers, { copy: copyManager(program) });
}

function copyManager(program: string): Manager {
  return {
    id: 'copy',
    label: 'copy',
    installs: ['conda'],
    available: () => true,
    versions: () => 'any',
    problems: () => [],
    plan: ({ paths }) => ({
      create: [
        command({ id: 'copy', phase: 'create', title: 'Copy the program', tool: 'install' }, [
          ...['install', '-D', '-m', '755', program, `${paths.prefix}/bin/shout`],
        ]),
      ],
      activate: { kind: 'environment', lines: [`export PATH=${paths.prefix}/bin:$PATH`] },
      install: [
        write({ id: 'lock', phase: 'install', title: 'Lock the program' }, paths.lock, 'shout=1.0\n'),
      ],
      language_version: '',
    }),
    resolve: () => undefined,
  };
}
