/** The completion of fish: https://fishshell.com/docs/current/completions.html */
import type { CommandWords, Completed } from './words.js';

export function fishCompletion(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => [
    line('__fish_use_subcommand', `-f -a ${command.id} -d ${quoted(command.description)}`),
    ...commandLines(command),
  ]);
  return `# Completion of create-kernel for fish: create-kernel completion fish | source\n${lines.join('\n')}\n`;
}

const lists: Record<Completed, string> = {
  kernels: `-f -a '(create-kernel list --names 2> /dev/null)'`,
  builds: `-f -a '(create-kernel builds --names 2> /dev/null)'`,
  files: '-F',
  shells: `-f -a 'bash zsh fish'`,
};

function commandLines({ id, options, first, later }: CommandWords): string[] {
  const condition = `__fish_seen_subcommand_from ${id}`;
  const arguments_ = [...new Set([first, later])].filter((kind) => kind !== undefined);
  return [
    ...options.map(({ flag, description, takesValue, completed }) => {
      const name = flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
      const value = takesValue ? ` ${completed === 'files' ? '-r -F' : '-x'}` : '';
      return line(condition, `${name}${value} -d ${quoted(description)}`);
    }),
    ...arguments_.map((kind) => line(condition, lists[kind])),
  ];
}

function line(condition: string, rest: string): string {
  return `complete -c create-kernel -n ${quoted(condition)} ${rest}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
