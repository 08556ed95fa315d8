/** The completion of zsh: https://zsh.sourceforge.io/Doc/Release/Completion-System.html */
import type { CommandWords, Completed } from './words.js';

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
  local command=\${words[2]}
  words=(create-kernel \${words[3,-1]})
  ((CURRENT--))
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}
_create_kernel_names() { compadd -- \${(f)"$(create-kernel $1 --names 2> /dev/null)"} }
compdef _create_kernel create-kernel
`;
}

const actions: Record<Completed, string> = {
  kernels: '_create_kernel_names list',
  builds: '_create_kernel_names builds',
  files: '_files',
  shells: '(bash zsh fish)',
};

function commandCase({ id, options, first, later }: CommandWords): string {
  const specs = options.map(({ flag, description, takesValue, completed }) => {
    const about = `*${flag}[${bracketed(description)}]`;
    return quoted(takesValue ? `${about}:value:${completed ? actions[completed] : ' '}` : about);
  });
  const places = [`1:argument:${first ? actions[first] : ' '}`, `*:argument:${later ? actions[later] : ' '}`];
  return `    ${id}) _arguments ${[...specs, ...places.map(quoted)].join(' ')} ;;`;
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
