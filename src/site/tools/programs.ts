/** The programs to find on the host: those that the managers declare, and curl, which the app runs itself. */
import { managers } from '../../managers/index.js';
import type { Manager } from '../../managers/manager.js';
import { curl, type Program } from '../../managers/program.js';

/** By the names in `Tools.programs`. */
export const programs: Readonly<Record<string, Program>> = Object.fromEntries([
  ['curl', curl],
  ...Object.values(managers).flatMap(programsOf),
]);

function programsOf({ id, program, helpers = {} }: Manager): [string, Program][] {
  return [...Object.entries(helpers), ...(program ? [[id, program] satisfies [string, Program]] : [])];
}
