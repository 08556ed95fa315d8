import { UserError } from '../../base/errors.js';
import { lookUp } from '../../base/registry.js';
import { type Command, exits } from '../command.js';
import { bashCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import { type CommandWords, commandWords } from '../completion/words.js';
import { zshCompletion } from '../completion/zsh.js';

const shells: Readonly<Record<string, (commands: readonly CommandWords[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints the completion of a shell, which is derived from the commands. */
export function completionOf(allCommands: () => Promise<readonly Command[]>): Command {
  return {
    id: 'completion',
    description:
      'Prints the completion script for bash, zsh or fish, to load in the start-up file of that shell',
    arguments: [{ name: 'SHELL', description: '`bash`, `zsh` or `fish`', completed: Object.keys(shells) }],
    options: [],
    async run(given, terminal) {
      const shell = given.text('SHELL');
      const known = Object.keys(shells);
      const print = lookUp(shells, shell);
      if (!print) throw new UserError('option-value-unknown', { option: 'SHELL', given: shell, known });
      const script = print(commandWords(await allCommands()));
      await terminal.write(given.json ? `${JSON.stringify({ shell, script })}\n` : script);
      return exits.done;
    },
  };
}
