/** The completion of bash: https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html */
import type { CommandWords, Completed } from './words.js';

export function bashCompletion(commands: readonly CommandWords[]): string {
  const ids = commands.map(({ id }) => id).join(' ');
  return `# Completion of create-kernel for bash: source <(create-kernel completion bash)
_create_kernel() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command='' place=0 at
  for ((at = 1; at < COMP_CWORD; at++)); do
    case \${COMP_WORDS[at]} in
      --) return ;;
      -*) ;;
      *) if [ -z "$command" ]; then command=\${COMP_WORDS[at]}; else place=$((place + 1)); fi ;;
    esac
  done
  COMPREPLY=()
  case $command in
    '') COMPREPLY=($(compgen -W '${ids} --help --version' -- "$word")) ;;
${commands.map(commandCase).join('\n')}
  esac
}
complete -o default -F _create_kernel create-kernel
`;
}

/** The lists that are asked for when they are needed. */
const lists: Record<Completed, string> = {
  kernels: `$(compgen -W "$(create-kernel list --names 2> /dev/null)" -- "$word")`,
  builds: `$(compgen -W "$(create-kernel builds --names 2> /dev/null)" -- "$word")`,
  files: '',
  shells: `$(compgen -W 'bash zsh fish' -- "$word")`,
};

function commandCase({ id, options, first, later }: CommandWords): string {
  const flags = [...options.map(({ flag }) => flag), '--help'].join(' ');
  const valued = options.filter(({ takesValue }) => takesValue);
  const values = valued.map(
    ({ flag, completed }) => `        ${flag}) COMPREPLY=(${completed ? lists[completed] : ''}); return ;;`,
  );
  return `    ${id})
      case $before in
${[...values, '        *) ;;'].join('\n')}
      esac
      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '${flags}' -- "$word"))
      elif [ "$place" = 0 ]; then COMPREPLY=(${first ? lists[first] : ''})
      else COMPREPLY=(${later ? lists[later] : ''}); fi
      ;;`;
}
