/** Links what other environments of the user have compiled, so that only the rest is compiled when the kernel is verified. */
import { dirname } from 'node:path/posix';
import type { EnvironmentRequest, Manager } from '../../managers/manager.js';
import type { Step } from '../../steps/plan.js';
import { command, write } from '../../steps/step.js';

interface CompiledBefore {
  manager: Pick<Manager, 'compiles_later'>;
  /** The prefix of the environment that the new one is made from, if what it has compiled can be used. */
  earlier?: string | undefined;
  /** Whether the new environment replaces one of which nothing compiled can be used: its kernel may not start for it. */
  again: boolean;
}

/** None if there is nothing to link, or the language compiles nothing. */
export function compiledSteps(
  { language, paths }: EnvironmentRequest,
  { manager, earlier, again }: CompiledBefore,
): Step[] {
  const { compiled, client } = language;
  const options = [
    ...(earlier === undefined ? [] : ['--earlier', earlier]),
    ...(manager.compiles_later && !again ? ['--location', dirname(paths.home)] : []),
  ];
  if (!compiled || !client || options.length === 0) return [];
  const program = `${paths.staging}/${compiled.file}`;
  const step = (id: string, title: string) => ({ id, phase: 'install' as const, title, tool: 'link' });
  return [
    write(
      step('write-link-compiled', 'Write the program that links compiled modules'),
      program,
      compiled.text,
    ),
    command(step('link-compiled', 'Link the compiled modules of your other environments'), [
      ...[client(paths.prefix), '-I', program, ...options],
    ]),
  ];
}
