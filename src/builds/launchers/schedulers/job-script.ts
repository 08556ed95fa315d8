/** The script of a job: finds Node.js on the node and runs the runner with it. Pure. */
import { quoteWord } from '../../../steps/quote.js';

export interface JobProgram {
  /** The candidates, best first: names on `PATH`, or paths. */
  nodes: readonly string[];
  /** The path of the runner program on the nodes. */
  runner: string;
  /** The build's directory. */
  directory: string;
}

/** The script has no text that a user typed. */
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
