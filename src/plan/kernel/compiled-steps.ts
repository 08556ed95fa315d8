/** Links what the earlier environment has compiled, so that an update compiles only what has changed. */
import type { EnvironmentRequest } from '../../managers/manager.js';
import type { Step } from '../../steps/plan.js';
import { command, write } from '../../steps/step.js';

/** None if there is no earlier environment, or its language compiles nothing. */
export function compiledSteps({ language, paths }: EnvironmentRequest, earlier: string | undefined): Step[] {
  const { compiled, client } = language;
  if (!compiled || !client || earlier === undefined) return [];
  const program = `${paths.staging}/${compiled.file}`;
  const step = (id: string, title: string) => ({ id, phase: 'install' as const, title, tool: 'link' });
  return [
    write(
      step('write-link-compiled', 'Write the program that links compiled modules'),
      program,
      compiled.text,
    ),
    command(step('link-compiled', 'Link the compiled modules of the earlier environment'), [
      ...[client(paths.prefix), '-I', program, '--earlier', earlier],
    ]),
  ];
}
