/** The site, the pages and the command line. */
import { given, list, wording } from './wording.js';

export const siteMessages = {
  'site-not-understood': wording<{ file: string; line?: number; setting: string; reason: string }>(
    3,
    (facts) =>
      `The site file \`${facts.file}\`${facts.line ? `, line ${facts.line},` : ''} has a mistake at \`${facts.setting}\`: ${facts.reason}`,
    () => 'Ask the site’s administrator to fix it',
  ),
  'variable-unset': wording<{ path: string; variable: string }>(
    3,
    (facts) =>
      `The path \`${facts.path}\` in the site’s settings uses the variable \`${facts.variable}\`, which is not set`,
    (facts) => `Set \`${facts.variable}\` for this app, or use \`\${USER}\` or \`\${HOME}\` in the path`,
  ),
  'data-root-shared': wording<{ path: string }>(
    3,
    (facts) =>
      `The setting \`data_root\` is \`${facts.path}\` for every user, but each user needs a separate directory`,
    () => 'Use `${USER}` or `${HOME}` in the path, such as `/scratch/${USER}/.create_kernel`',
  ),
  'directory-not-private': wording<{
    path: string;
    directory: string;
    owner: string;
    mode: string;
    /** Whether the owner is neither the user nor root. */
    owned_by_other: boolean;
  }>(
    3,
    (facts) =>
      `Other users could change what this app runs for you: \`${facts.path}\`${facts.path === facts.directory ? '' : `, which \`${facts.directory}\` is in,`} belongs to ${facts.owner} and has the mode ${facts.mode}`,
    (facts) =>
      facts.owned_by_other
        ? 'Rename it, and check its contents before you use them. If its owner is right, ask the site’s administrator to add the owner under `directory_owners` or the directory under `shared_directories`'
        : `Run \`chmod go-w ${facts.path}\`; if others have to write there, ask the site’s administrator to add it under \`shared_directories\``,
  ),
  'account-unknown': wording<{ id: number }>(
    3,
    (facts) => `The user id ${facts.id} of this process has no entry in the user database`,
    () => 'Ask the site’s administrator: `getent passwd` has to list the user on this host',
  ),
  'home-not-utf8': wording<{ home: string }>(
    3,
    (facts) => `The name of your home directory ${given(facts.home)} is not UTF-8`,
    () => 'Set `HOME` to a link to the directory, with a name in ASCII, or ask the site’s administrator',
  ),
  'files-open-limit': wording<object>(
    1,
    () => 'The limit on open files is too low for this process',
    () => 'Raise the limit with `ulimit -n 1024`, or close your other programs',
  ),
  'output-not-written': wording<{ reason: string }>(
    1,
    (facts) => `The output cannot be written: ${facts.reason}`,
    () => 'Check the file or the program that receives the output',
  ),
  'command-not-understood': wording<{ reason: string; nearest?: string }>(
    2,
    (facts) => `The command line cannot be used: ${facts.reason}`,
    (facts) =>
      facts.nearest
        ? `Did you mean \`${facts.nearest}\`?`
        : '`create-kernel --help` and `create-kernel COMMAND --help` list commands and options',
  ),
  'option-empty': wording<{ option: string }>(
    2,
    (facts) => `\`${facts.option}\` has an empty value`,
    () => 'Write a value after it, or leave it out. A variable of the shell may not be set',
  ),
  'argument-empty': wording<{ argument: string }>(
    2,
    (facts) => `\`${facts.argument}\` is empty`,
    () => 'Write a value. A variable of the shell may not be set',
  ),
  'option-number-not-understood': wording<{ option: string; given: string }>(
    2,
    (facts) => `\`${facts.option}\` takes a number, not ${given(facts.given)}`,
    () => 'Write digits, such as `500`',
  ),
  'option-value-unknown': wording<{ option: string; given: string; known: readonly string[] }>(
    2,
    (facts) => `\`${facts.option}\` does not take ${given(facts.given)}`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'confirmation-needed': wording<{ command: string }>(
    3,
    (facts) => `\`${facts.command}\` asks for confirmation, which needs a terminal`,
    () => 'Add `--yes` to confirm on the command line',
  ),
  'request-forged': wording<object>(
    3,
    () => 'The request did not come from a page of this app',
    () => 'Open the page again, and repeat the step there',
  ),
  'request-not-understood': wording<object>(
    2,
    () => 'The request has fields or values that no page of this app sends',
    () => 'Open the page again, and repeat the step there',
  ),
  'page-expired': wording<object>(
    3,
    () => 'This page was opened too long ago, and its form has expired',
    () => 'What you typed is kept: send the form again',
  ),
  'link-needed': wording<object>(
    3,
    () => 'This page is private to the person who started the app',
    () => 'Open the link that the terminal shows; each link works once, and then a new one is shown',
  ),
  'form-not-sent': wording<{ path: string }>(
    2,
    (facts) => `Nothing was changed: ${given(facts.path)} got no form`,
    () =>
      'If the portal asked for a login, repeat the step on *Create*, *Builds* or *Kernels*: a login does not pass on the form',
  ),
  'page-unknown': wording<{ path: string }>(
    2,
    (facts) => `The page ${given(facts.path)} does not exist`,
    () => 'Go to *Create*, *Builds* or *Kernels*',
  ),
};
