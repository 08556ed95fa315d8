/** The script of a job: finds a Node.js on the node and runs the runner with it. Pure. */
import { quoteWord } from '../../../steps/quote.js';

export interface JobProgram {
  /** The candidates, best first: names on the search path, or paths. */
  nodes: readonly string[];
  /** The runner program, as the nodes see it. */
  runner: string;
  /** The build's directory. */
  directory: string;
}

/** Nothing that a person has typed is in it. */
export function jobScript({ nodes, runner, directory }: JobProgram): string {
  return `#!/bin/sh
for node in ${nodes.map(quoteWord).join(' ')}; do
  if "$node" -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then
    exec "$node" ${quoteWord(runner)} ${quoteWord(directory)}
  fi
done
echo 'There is no Node.js 20 or newer on this node' >&2
exit 127
`;
}
