/**
 * The command lines of interactive shells with the environment of a kernel. The user's start-up files run as always, and may
 * set variables: afterwards, the kernel's are set again.
 */
import { basename } from 'node:path';

export interface ShellStart {
  argv: string[];
  /** Files that it reads, by their names in the directory that is given. */
  files: Record<string, string>;
  variables: Record<string, string>;
}

interface AskedShell {
  /** The path of the shell. */
  shell: string;
  /** For its files. */
  directory: string;
  /** The name of the kernel, which the prompt shows. */
  name: string;
  /** The variables of kernel.json as they are in the kernel. */
  set: Readonly<Record<string, string>>;
  /** Of the session. */
  zdotdir: string | undefined;
}

type Starter = (given: AskedShell) => ShellStart;

const starts: Readonly<Record<string, Starter>> = {
  bash: ({ shell, directory, name }) => ({
    argv: [shell, '--rcfile', `${directory}/bashrc`, '-i'],
    files: {
      bashrc: [
        ...save,
        'if [ -f ~/.bashrc ]; then . ~/.bashrc; fi',
        ...restore,
        `PS1="(${name}) $PS1"`,
        '',
      ].join('\n'),
    },
    variables: {},
  }),
  zsh: ({ shell, directory, name, zdotdir }) => ({
    argv: [shell, '-i'],
    files: {
      '.zshrc': [
        ...save,
        zdotdir === undefined ? 'unset ZDOTDIR' : `ZDOTDIR=${quoted(zdotdir)}`,
        'for each in .zshenv .zshrc; do',
        '  if [ -f "${ZDOTDIR:-$HOME}/$each" ]; then . "${ZDOTDIR:-$HOME}/$each"; fi',
        'done',
        ...restore,
        zdotdir === undefined ? 'unset ZDOTDIR' : `ZDOTDIR=${quoted(zdotdir)}`,
        `PS1="(${name}) $PS1"`,
        '',
      ].join('\n'),
    },
    variables: { ZDOTDIR: directory },
  }),
  fish: ({ shell, set }) => ({
    argv: [
      ...[shell, '-i'],
      ...Object.entries(set).flatMap(([name, value]) => ['-C', `set -gx ${name} ${fishQuoted(value)}`]),
    ],
    files: {},
    variables: {},
  }),
};

// A declaration of each variable, as the shell itself prints it.
const save = ['create_kernel_environment=$(export -p)'];
const restore = ['eval "$create_kernel_environment"', 'unset create_kernel_environment'];

/** For another shell, its plain start. */
export function shellStart(given: AskedShell): ShellStart {
  const start = Object.hasOwn(starts, basename(given.shell)) ? starts[basename(given.shell)] : undefined;
  return start?.(given) ?? { argv: [given.shell, '-i'], files: {}, variables: {} };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** PATH is a list in fish, which it splits itself. */
function fishQuoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
