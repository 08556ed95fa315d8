/** The completion of bash: https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html */
import type { Completed } from '../command.js';
import type { CommandWords } from './words.js';

export function bashCompletion(commands: readonly CommandWords[]): string {
  const flags = commands.map(({ id, options }) => entry(id, [...options.map(({ flag }) => flag), '--help']));
  const values = commands.flatMap(({ id, options }) =>
    options.flatMap(({ flag, value }) => (value ? [entry(`${id} ${flag}`, kindOf(value))] : [])),
  );
  const places = commands.flatMap(({ id, places }) =>
    places.flatMap((kind, at) => (kind.length > 0 ? [entry(`${id} ${at}`, kindOf(kind))] : [])),
  );
  return `# Completion of create-kernel for bash: source <(create-kernel completion bash)
declare -gA _create_kernel_flags=(
${flags.join('\n')}
) _create_kernel_values=(
${values.join('\n')}
) _create_kernel_places=(
${places.join('\n')}
)
${FUNCTIONS.replace('COMMANDS', commands.map(({ id }) => id).join(' '))}`;
}

// What is typed is compared, never expanded: `compgen -W` would run a name such as `$(id)`.
const FUNCTIONS = `_create_kernel() {
  local program=\${1/#\\~\\//"$HOME"/} word=$2 command='' option='' before='' kind place=0 at IFS=$' \\t\\n'
  for ((at = 1; at < COMP_CWORD; at++)); do
    case \${COMP_WORDS[at]} in
      --) compopt -o default; return ;;
      =) ;;
      -*) option=''; [ -z "\${_create_kernel_values[$command \${COMP_WORDS[at]}]+x}" ] || option=\${COMP_WORDS[at]} ;;
      *) if [ -n "$option" ]; then option=''
         elif [ -z "$command" ]; then command=\${COMP_WORDS[at]}
         else place=1; fi ;;
    esac
  done
  # If = does not break words, the value is in the word of its option; if it does, it is typed alone first.
  if [[ $word == --*=* ]]; then option=\${word%%=*} before=\${word%%=*}= word=\${word#*=}; fi
  if [[ $word == = ]]; then word=''; fi
  COMPREPLY=()
  if [ -n "$option" ]; then kind=\${_create_kernel_values[$command $option]:-}
  elif [ -z "$command" ]; then kind='COMMANDS --help --version'
  elif [[ $word == -* ]]; then kind=\${_create_kernel_flags[$command]:-}
  else kind=\${_create_kernel_places[$command $place]:-}; fi
  case $kind in
    @files) compopt -o default ;;
    @*) _create_kernel_offer $("$program" "\${kind#@}" --names 2> /dev/null) ;;
    *) _create_kernel_offer $kind ;;
  esac
}
_create_kernel_offer() {
  local each
  for each; do if [[ $each == "$word"* ]]; then COMPREPLY+=("$before$each"); fi; done
}
complete -F _create_kernel create-kernel
`;

const lists = { kernels: '@list', builds: '@builds', files: '@files' } as const;

function kindOf(completed: Completed): readonly string[] {
  return typeof completed === 'string' ? [lists[completed]] : completed;
}

function entry(key: string, words: readonly string[]): string {
  return `  ['${key}']='${words.join(' ')}'`;
}
