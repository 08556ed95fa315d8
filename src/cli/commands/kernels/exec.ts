import { UserError } from '../../../base/errors.js';
import { findKernel } from '../../../kernels/find-kernel.js';
import { kernelEnvironment } from '../../../kernels/starting/kernel-environment.js';
import { readSite } from '../../../site/site.js';
import type { Command } from '../../command.js';
import { runProgram } from '../../inside/run-program.js';

/** Runs a command as a kernel runs one. */
export const exec: Command = {
  id: 'exec',
  description: 'Runs a command in the environment of a kernel, with its exit status: `exec NAME -- COMMAND`',
  arguments: [
    { name: 'NAME', description: 'one of your kernels (see `list`)' },
    {
      ...{ name: 'COMMAND', description: 'the command and its arguments, after `--`' },
      ...{ takes: 'any number', empty: true },
    },
  ],
  options: [],
  async run(given, terminal) {
    const kernel = await findKernel(given.text('NAME'), readSite());
    const command = given.list('COMMAND');
    if (command.length === 0) throw new UserError('command-missing', { name: kernel.name });
    return runProgram(command, kernelEnvironment(kernel, process.env), terminal);
  },
};
