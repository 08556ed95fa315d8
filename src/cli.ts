/** The command line program; bin/create-kernel starts it, through start.ts. */
import { protectNewFiles } from './base/process.js';
import { exits } from './cli/command.js';
import { main } from './cli/main.js';
import { processTerminal } from './cli/output/terminal.js';

protectNewFiles();
void main(process.argv.slice(2), processTerminal(exits.pipeClosed)).then((status) => {
  // Not process.exit(): what was printed may still be on its way.
  process.exitCode = status;
});
