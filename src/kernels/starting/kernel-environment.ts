/** The environment in which Jupyter starts a kernel. */
import { startWords } from '../../plan/kernel/start-program.js';
import type { Kernel } from '../kernelspec.js';

type Variables = Readonly<Record<string, string | undefined>>;

export interface KernelEnvironment {
  /** All variables: those of the session, and those of kernel.json. */
  variables: Record<string, string | undefined>;
  /** The words before a command that load the kernel's environment modules; empty without modules. */
  before: string[];
}

export function kernelEnvironment(
  { variables, argv, origin }: Pick<Kernel, 'variables' | 'argv' | 'origin'>,
  session: Variables,
): KernelEnvironment {
  const set = Object.entries(variables).map(([name, value]) => [name, substitute(value, session)]);
  const start = origin ? startWords(origin.prefix) : [];
  const loads = start.length > 0 && start.every((word, index) => argv[index] === word);
  return { variables: { ...session, ...Object.fromEntries(set) }, before: loads ? start : [] };
}

/**
 * As Jupyter does, by string.Template.safe_substitute: `$$` is a dollar sign, and a name without a value stays as it is
 * (https://docs.python.org/3/library/string.html#template-strings).
 */
export function substitute(value: string, session: Variables): string {
  return value.replace(
    /\$(?:(\$)|([_a-z][_a-z0-9]*)|\{([_a-z][_a-z0-9]*)\})/gi,
    (all, dollar, bare, braced) => (dollar ? '$' : (session[bare ?? braced] ?? all)),
  );
}
