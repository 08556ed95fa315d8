import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKernel } from '../../../kernels/find-kernel.js';
import { kernelEnvironment } from '../../../kernels/starting/kernel-environment.js';
import { readSite } from '../../../site/site.js';
import type { Command } from '../../command.js';
import { runProgram } from '../../inside/run-program.js';
import { shellStart } from '../../inside/shells.js';

/** Starts the user's shell in the environment of a kernel. */
export const shell: Command = {
  id: 'shell',
  description: 'Starts a shell in the environment of a kernel, with its modules',
  arguments: [{ name: 'NAME', description: 'one of your kernels (see `list`)' }],
  options: [],
  async run(given, terminal) {
    const kernel = await findKernel(given.text('NAME'), readSite());
    const environment = kernelEnvironment(kernel, process.env);
    const directory = mkdtempSync(join(process.env.TMPDIR || tmpdir(), 'create-kernel-shell-'));
    try {
      const { argv, files, variables } = shellStart({
        ...{ shell: process.env.SHELL || '/bin/sh', directory, name: kernel.name },
        set: Object.fromEntries(
          Object.keys(kernel.variables).map((name) => [name, environment.variables[name] ?? '']),
        ),
        zdotdir: process.env.ZDOTDIR,
      });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
      const inside = { ...environment, variables: { ...environment.variables, ...variables } };
      return await runProgram(argv, inside, terminal);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
