/** Errors of conda about its settings and about linking packages. Other errors of conda are in the groups of all tools. */
import { anyOf, type CauseRow } from '../cause-row.js';

const WHICH_FILE = '`conda config --show-sources` shows the file';

export const condaCauses: readonly CauseRow[] = [
  {
    id: 'conda-settings-broken',
    pattern: anyOf(
      String.raw`ruamel[\w.]{0,40}Error: ([^\n]{0,300})\n\s{0,20}in "([^"\n]{1,1000})", line (\d{1,9}), column \d{1,9}(?:\n\s{0,20}([^\n]{1,300})\n\s{0,20}in "[^"\n]{1,1000}", line (\d{1,9}))?`,
      String.raw`Unable to load configuration file\.\n\s{1,20}path: ([^\n]{1,1000})\n\s{1,20}reason: ([^\n]{1,300})`,
    ),
    example:
      "ruamel.yaml.parser.ParserError: while parsing a flow sequence\n  in \"/home/ada/.condarc\", line 1, column 11\nexpected ',' or ']', but got ':'\n  in \"/home/ada/.condarc\", line 2, column 4",
    say: ([, reason, file, line, deeper, deeperLine, loadFile, loadReason]) => ({
      message: loadFile
        ? `\`${loadFile}\`, which has settings for conda, cannot be read: ${loadReason}`
        : `Line ${deeperLine ?? line} of \`${file}\`, which has settings for conda, is not YAML: ${deeper ?? reason}`,
      hint: 'Fix that line, or rename the file: it affects every conda that you run',
    }),
  },
  {
    id: 'conda-setting-wrong',
    pattern: /Error: Parameter (\S{1,100}) [^\n]{0,200}?declared in (\/\S{1,500})/,
    example:
      "CustomValidationError: Parameter channel_priority = 'odd' declared in /home/ada/.condarc is invalid.",
    say: ([, name, file]) => ({
      message: `The conda setting \`${name}\` in \`${file}\` has a value that conda does not accept`,
      hint: 'Fix or remove it: the log shows the possible values',
    }),
  },
  {
    id: 'conda-platform',
    pattern:
      /expected str, bytes or os\.PathLike object, not NoneType[\s\S]{0,5000}?\n +platform : (\S{1,40})/,
    example:
      'TypeError: expected str, bytes or os.PathLike object, not NoneType\n\n               platform : linux-aarch64',
    say: ([, platform]) => ({
      message: `Conda is configured to install packages for \`${platform}\`, and failed`,
      hint: `If that is not the platform of this host, remove \`subdir\` from conda’s settings (${WHICH_FILE})`,
    }),
  },
  {
    id: 'conda-package-not-allowed',
    pattern:
      /DisallowedPackageError: The package '(?:\S{0,1000}::)?([\w.-]{1,200}?)(?:-\d[^'\s-]{0,100}-[^'\s-]{1,100})?' is disallowed/,
    example:
      "DisallowedPackageError: The package 'file:///srv/main/noarch::six-1.17.0-pyhd_0' is disallowed by configuration.",
    say: ([, name]) => ({
      message: `The package \`${name}\` is among the \`disallowed_packages\` of conda’s settings`,
      hint: `It may be a dependency. Leave out the package that needs it, or change that setting (${WHICH_FILE})`,
    }),
  },
  {
    id: 'conda-channel-not-allowed',
    pattern: /Channel\w{0,20}: Channel not included in allowlist:\n\s{1,20}channel name: (\S{1,500})/,
    example:
      'ChannelNotAllowed: Channel not included in allowlist:\n  channel name: mine\n  channel url: https://index.example/mine',
    say: ([, name]) => ({
      message: `The channel \`${name}\` is not in the \`allowlist_channels\` of conda’s settings`,
      hint: `Choose a channel in that list, or change the setting (${WHICH_FILE})`,
    }),
  },
  {
    id: 'conda-channels-fixed',
    pattern: /OperationNotAllowed: Overriding channels has been disabled/,
    example: 'OperationNotAllowed: Overriding channels has been disabled.',
    say: () => ({
      message:
        'Conda’s settings do not allow a choice of channels (`override_channels_enabled: false`), which this app needs for each kernel',
      hint: `If the line is in your own settings, remove it (${WHICH_FILE}); otherwise ask the site’s administrator, or choose another package manager`,
    }),
  },
  {
    id: 'conda-home-not-directory',
    pattern:
      /(?:NotADirectoryError|FileExistsError): [^\n]{0,200}'(\/[^'\n]{1,1000}?\/\.conda)(?:\/[^'\n]{0,500})?'/,
    example: "NotADirectoryError: [Errno 20] Not a directory: '/home/ada/.conda/environments.txt'",
    say: ([, path]) => ({
      message: `\`${path}\` is a file, but conda needs a directory there`,
      hint: `Rename it: \`mv ${path} ${path}.old\``,
    }),
  },
  {
    id: 'prefix-too-long',
    pattern:
      /PaddingError: Placeholder of length '(\d{1,9})' too short in package (\/[^\n]{1,4096}?)\.?(?:\n|$)/,
    example:
      "PaddingError: Placeholder of length '255' too short in package /envs/mine/1/bin/tool.\nThe package must be rebuilt with conda-build > 2.0.",
    say: ([, most, file = '']) => ({
      message: `The path of the environment is too long: the file \`${file.slice(file.lastIndexOf('/') + 1)}\` of a package has room for ${most} characters`,
      hint: 'Choose a location with a shorter path, or a shorter name',
    }),
  },
  {
    id: 'post-link-failed',
    pattern:
      /LinkError: (?:post|pre)-\w{4,6} script failed for package (\S{1,300})\n(?:[^\n]{0,300}\n){0,6}?stdout: ([^\n]{0,300})\n(?:([^\n]{1,300})\n|\n){0,20}?return code: (\d{1,3})/,
    example:
      'LinkError: post-link script failed for package main::tool-1.0-0\nlocation of failed script: /envs/mine/1/bin/.tool-post-link.sh\n==> script messages <==\n<None>\n==> script output <==\nstdout: cannot write\n\nstderr: \nreturn code: 7\n',
    say: ([, spec = '', stdout = '', last = '', status]) => {
      const said = (last.replace(/^stderr: ?/, '') || stdout).replace(/[.\s]+$/, '');
      return {
        message: `A script that \`${packageName(spec)}\` runs when it is installed failed with status ${status}${said && `: ${said}`}`,
        hint: 'Choose another version of this package, or report the failure to its maintainers',
      };
    },
  },
];

/** The name in `CHANNEL::NAME-VERSION-BUILD`. */
function packageName(spec: string): string {
  return spec.replace(/^.*::/, '').replace(/-[^-]*-[^-]*$/, '');
}
