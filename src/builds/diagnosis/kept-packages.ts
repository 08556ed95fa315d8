/** The packages that an update holds at their earlier versions, in a command that solves. Pure. */

interface Solving {
  argv: readonly string[];
  variables?: Readonly<Record<string, string>> | undefined;
}

/** The names of all exact specs: conda and mamba get them as arguments and as pins. */
export function keptPackages({ argv, variables = {} }: Solving): string[] {
  const specs = [...argv, ...Object.values(variables)].flatMap((text) => text.split(/[,&\s]/));
  return specs.flatMap((spec) => /^(?:.*::)?([\w.-]+)==[^=]+$/.exec(spec)?.[1] ?? []);
}
