/** The completion of zsh: https://zsh.sourceforge.io/Doc/Release/Completion-System.html */
import type { Completed } from '../command.js';
import type { CommandWords } from './words.js';

export function zshCompletion(commands: readonly CommandWords[]): string {
  return `#compdef create-kernel
# Completion of create-kernel for zsh: source <(create-kernel completion zsh)
_create_kernel() {
  local -a commands=(
${commands.map(({ id, description }) => `    ${quoted(`${id}:${withoutMarks(description)}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local program=\${~words[1]} command=\${words[2]}
  words=(create-kernel "\${(@)words[3,-1]}")
  ((CURRENT--))
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}
_create_kernel_names() { compadd -- \${(f)"$("$program" $1 --names 2> /dev/null)"} }
compdef _create_kernel create-kernel
`;
}

const lists = {
  kernels: '{_create_kernel_names list}',
  builds: '{_create_kernel_names builds}',
  files: '_files',
} as const;

/** A space offers nothing. */
function actionOf(completed: Completed): string {
  if (typeof completed === 'string') return lists[completed];
  return completed.length > 0 ? `(${completed.join(' ')})` : ' ';
}

function commandCase({ id, options, places: [first, later] }: CommandWords): string {
  const specs = options.map(({ flag, description, value }) => {
    const about = `[${bracketed(description)}]`;
    // The value of a long option is the next word, or follows =.
    return value
      ? `*${flag}${flag.startsWith('--') ? '=' : ''}${about}:value:${actionOf(value)}`
      : `*${flag}${about}`;
  });
  const arguments_ = [`1:argument:${actionOf(first)}`, `*:argument:${actionOf(later)}`];
  return `    ${id}) _arguments ${[...specs, ...arguments_].map(quoted).join(' ')} ;;`;
}

function withoutMarks(text: string): string {
  return text.replaceAll('`', '');
}

/** Brackets and colons end the parts of a spec. */
function bracketed(text: string): string {
  return withoutMarks(text).replace(/[[\]:\\]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
