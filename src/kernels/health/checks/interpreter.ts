/** Whether the program that starts the kernel is there, and the interpreter outside of the environment is the same. */
import { accessSync, constants } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Language } from '../../../languages/language.js';
import { baseFinding } from '../../starting/base-interpreter.js';
import { missingTarget } from '../../starting/start-problem.js';
import { type Fault, type HealthCheck, rebuildIt } from '../check.js';
import type { HealthSubject, Made } from '../subject.js';

export const checkInterpreter: HealthCheck = ({ kernel, made, site }) =>
  // Of a language that only a newer version of this app knows, the kernelspec's program is all that is known.
  made?.language ? checkMade(made, made.language, site) : checkProgram(kernel);

async function checkMade(
  { origin, report }: Made,
  language: Language,
  site: HealthSubject['site'],
): Promise<Fault | undefined> {
  const { hint, fix } = rebuildIt;
  const again = { hint: `${hint}; or create it again with another version`, fix };
  const base = report && (await baseFinding(report, language, site.environment));
  if (base?.problem) return { ...base.problem, ...again };
  const [program = ''] = language.argv(origin.prefix, '');
  const missing = missingTarget(program);
  if (missing === undefined) return undefined;
  return missing === program
    ? { state: 'interpreter-gone', message: `Its program \`${program}\` is gone`, hint, fix }
    : {
        state: 'interpreter-gone',
        message: `\`${missing}\` is gone, the interpreter that its environment was made with`,
        ...again,
      };
}

/** Of a kernel that another tool made. Jupyter replaces a `python` without a path by its own. */
function checkProgram({ argv: [program = ''], owner }: HealthSubject['kernel']): Fault | undefined {
  if (!isAbsolute(program) || canRun(program)) return undefined;
  return {
    state: 'interpreter-gone',
    message: `Its program \`${program}\` is gone, or you may not run it`,
    hint:
      owner === 'central'
        ? 'Report it to the site’s administrator'
        : 'Create the kernel again with the tool that made it, or remove its kernelspec',
  };
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
