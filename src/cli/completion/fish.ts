/** The completion of fish: https://fishshell.com/docs/current/completions.html */
import type { Completed } from '../command.js';
import type { CommandWords } from './words.js';

export function fishCompletion(commands: readonly CommandWords[]): string {
  return `# Completion of create-kernel for fish: create-kernel completion fish | source
function __create_kernel_valued
    switch $argv[1]
${commands.flatMap(valuedCase).join('\n')}
    end
end
${FUNCTIONS}${commands.flatMap(linesOf).join('\n')}
`;
}

/** The options with a value, which count as no argument. */
function valuedCase({ id, options }: CommandWords): string[] {
  const flags = options.flatMap(({ flag, value }) => (value ? [flag] : []));
  return flags.length > 0 ? [`        case ${id}; printf '%s\\n' ${flags.join(' ')}`] : [];
}

const FUNCTIONS = `# Whether the word that is typed belongs to a command, and is its argument at a place: 0, or 1 for all later ones
function __create_kernel_at
    set -l command ''
    set -l place 0
    set -l skip
    for word in (commandline -opc)[2..]
        if set -q skip[1]
            set -e skip[1]
        else if test "$word" = --
            set place 1
        else if string match -q -- '-*' $word
            contains -- $word (__create_kernel_valued $command); and set skip value
        else if test -z "$command"
            set command $word
        else
            set place 1
        end
    end
    test "$command" = "$argv[1]"; and begin
        not set -q argv[2]; or test $place = $argv[2]
    end
end
function __create_kernel_names
    set -l program (commandline -opc)[1]
    $program $argv[1] --names 2> /dev/null
end
complete -c create-kernel -f
`;

const lists = {
  kernels: `-f -a '(__create_kernel_names list)'`,
  builds: `-f -a '(__create_kernel_names builds)'`,
  files: '-F',
} as const;

function offered(completed: Completed): string {
  if (typeof completed === 'string') return lists[completed];
  return completed.length > 0 ? `-f -a ${quoted(completed.join(' '))}` : '-f';
}

function linesOf({ id, description, options, places }: CommandWords): string[] {
  const condition = `__create_kernel_at ${id}`;
  return [
    line("__create_kernel_at ''", `-a ${id} -d ${quoted(description)}`),
    ...options.map(({ flag, description, value }) => {
      const name = flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
      return line(condition, `${name}${value ? ` -r ${offered(value)}` : ''} -d ${quoted(description)}`);
    }),
    ...places.flatMap((kind, at) => (kind.length > 0 ? [line(`${condition} ${at}`, offered(kind))] : [])),
  ];
}

function line(condition: string, rest: string): string {
  return `complete -c create-kernel -n ${quoted(condition)} ${rest}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
