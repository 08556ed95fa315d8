/** The site, the pages and the command line. */
import { given, wording } from './wording.js';

export const siteMessages = {
  'site-not-understood': wording<{ file: string; line?: number; setting: string; why: string }>(
    3,
    (facts) =>
      `The site file \`${facts.file}\`${facts.line ? `, line ${facts.line},` : ''} was not understood at \`${facts.setting}\`: ${facts.why}`,
    () => "The site's administrator has to correct that line",
  ),
  'variable-unset': wording<{ path: string; variable: string }>(
    3,
    (facts) =>
      `The path \`${facts.path}\` of the site’s settings names the variable \`${facts.variable}\`, which is not set`,
    (facts) => `Set \`${facts.variable}\` for this app, or write the path with \`\${USER}\` or \`\${HOME}\``,
  ),
  'data-root-shared': wording<{ path: string }>(
    3,
    (facts) =>
      `The setting \`data_root\` is \`${facts.path}\` for every user: each needs a directory of their own`,
    () => 'Write the path with `${USER}` or `${HOME}`, such as `/scratch/${USER}/.create_kernel`',
  ),
  'directory-not-private': wording<{
    path: string;
    directory: string;
    owner: string;
    mode: string;
    foreign: boolean;
  }>(
    3,
    (facts) =>
      `Others could change what this app runs for you: \`${facts.path}\`${facts.path === facts.directory ? '' : `, which \`${facts.directory}\` is in,`} belongs to ${facts.owner} and has the mode ${facts.mode}`,
    (facts) =>
      facts.foreign
        ? 'Move it away and look at what is in it before you use any of it; where it is right, the site names its owner under `directory_owners` or the directory under `shared_directories`'
        : `\`chmod go-w ${facts.path}\`; where others are to write there, the site names it under \`shared_directories\``,
  ),
  'account-unknown': wording<{ id: number }>(
    3,
    (facts) => `The user id ${facts.id} of this process has no entry in the user database`,
    () => 'Ask the site: `getent passwd` has to list the user on this host',
  ),
  'files-open-limit': wording<object>(
    1,
    () => 'This process may not open as many files as it needs',
    () => 'Raise the limit with `ulimit -n 1024`, or close other programs of yours',
  ),
  'output-not-written': wording<{ why: string }>(
    1,
    (facts) => `The output cannot be written: ${facts.why}`,
    () => 'Check the file or the program that the output goes to',
  ),
  'command-not-understood': wording<{ why: string; nearest?: string }>(
    2,
    (facts) => `The command line was not understood: ${facts.why}`,
    (facts) =>
      facts.nearest
        ? `Did you mean \`${facts.nearest}\`?`
        : '`create-kernel --help` and `create-kernel COMMAND --help` show what there is',
  ),
  'confirmation-needed': wording<{ command: string }>(
    3,
    (facts) => `\`${facts.command}\` asks before it does anything, and there is nobody here to ask`,
    () => 'Add `--yes` to go on without the question',
  ),
  'request-forged': wording<object>(
    3,
    () => "The request did not come from this app's own page",
    () => 'Open the page again and repeat the step there',
  ),
  'request-not-understood': wording<object>(
    2,
    () => 'The request was not one that a page of this app sends',
    () => 'Open the page again and repeat the step there',
  ),
  'page-expired': wording<object>(
    3,
    () => 'This page was opened too long ago to be sent',
    () => 'What you typed is kept: send the form once more',
  ),
  'link-needed': wording<object>(
    3,
    () => 'This page is private to the person who started the app',
    () => 'Open the link that the terminal shows; each works once, and a new one follows it',
  ),
  'page-unknown': wording<{ path: string }>(
    2,
    (facts) => `There is no page ${given(facts.path)}`,
    () => 'Go to *Create*, *Builds* or *Kernels*',
  ),
};
