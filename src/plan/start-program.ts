/**
 * The program through which a kernel with environment modules starts. Modules that the session has loaded change what a
 * module loads on top of them, so the kernel loads its own when it starts; Jupyter sets kernel.json's variables before
 * that, so what activation changed is set again afterwards. Pure.
 */
import { quoteCommand, quoteVariable, quoteWord } from '../steps/quote.js';
import startProgram from './programs/start.sh';

export interface Start {
  /** Lines of bash that load the modules. */
  lines: readonly string[];
  modules: readonly string[];
  /** Variables of kernel.json that modules must not change. */
  keep: readonly string[];
  prefix: string;
}

export interface StartFiles {
  program: string;
  /** Bash that sets what activation changed. */
  activation: string;
  /** Gets the reason where the modules could not be loaded; removed by the next start that works. */
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

export function renderStart({ lines, modules, keep, prefix }: Start): string {
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

/** The words before the kernel's own command. No start-up file or function of the session gets into this bash. */
export function startWords(prefix: string): string[] {
  return ['/bin/bash', '-p', startFiles(prefix).program];
}

/** The modules of the build: the session's MODULEPATH may lead to others. */
export function startLines(
  lines: readonly string[],
  environment: Readonly<Record<string, string>>,
): string[] {
  const { MODULEPATH: path } = environment;
  return path ? lines.toSpliced(-1, 0, `export MODULEPATH=${quoteWord(path)}`) : [...lines];
}
