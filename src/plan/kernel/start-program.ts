/**
 * The program that starts a kernel with environment modules. The effect of a module depends on what the session has
 * loaded, so the kernel loads its modules when it starts. Jupyter has set kernel.json's variables before that, so what
 * activation changed is set again afterwards. Pure.
 */
import { quoteCommand, quoteVariable, quoteWord } from '../../steps/quote.js';
import startProgram from '../programs/start.sh';

export interface StartProgram {
  /** Lines of bash that load the modules. */
  lines: readonly string[];
  modules: readonly string[];
  /** Variables of kernel.json that modules must not change. */
  keep: readonly string[];
  prefix: string;
}

export interface StartFiles {
  program: string;
  /** A bash script that sets what activation changed. */
  activation: string;
  /** The reason, if the modules could not be loaded; removed by the next start that succeeds. */
  failure: string;
}

export function startFiles(prefix: string): StartFiles {
  const kept = `${prefix}/.create_kernel`;
  return {
    program: `${kept}/start.sh`,
    activation: `${kept}/activation.sh`,
    failure: `${kept}/start-failure.txt`,
  };
}

export function renderStart({ lines, modules, keep, prefix }: StartProgram): string {
  const { activation, failure } = startFiles(prefix);
  const settings = [
    quoteVariable(['modules', modules.join(' ')]),
    quoteVariable(['activation', activation]),
    quoteVariable(['failure', failure]),
    `keep=(${quoteCommand(keep)})`,
  ].join('\n');
  const filled: Record<string, string> = { '# settings': settings, '# load the modules': lines.join('\n') };
  return startProgram
    .split('\n')
    .map((line) => filled[line] ?? line)
    .join('\n');
}

/** The words before the kernel's own command. This bash reads no start-up file and no function of the session. */
export function startWords(prefix: string): string[] {
  return ['/bin/bash', '-p', startFiles(prefix).program];
}

/** Loads modules from the MODULEPATH of the build: with the session's, other modules might be found. */
export function startLines(
  lines: readonly string[],
  environment: Readonly<Record<string, string>>,
): string[] {
  const { MODULEPATH: path } = environment;
  return path ? lines.toSpliced(-1, 0, `export MODULEPATH=${quoteWord(path)}`) : [...lines];
}
