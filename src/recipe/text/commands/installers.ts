/** Commands that install packages. */
import type { Finding } from '../../../reading/finding.js';
import { type ArgumentSyntax, readArguments, readVersion } from './arguments.js';
import { type CommandReader, optionValue, passedOver, programOf } from './command.js';
import { condaOptions, pipOptions, pixiOptions, projectOptions } from './tool-options.js';

interface InstallCommand {
  /** The words before its arguments, joined by spaces; the program without its directory. */
  command: RegExp;
  syntax: ArgumentSyntax;
  /** The package manager that it names. */
  manager?: string;
}

const PYTHON = '(?:python[\\d.]*|py|\\{sys\\.executable\\}|\\$\\{?PYTHON\\}?)(?: -\\d[\\d.]*)?(?: -[IEsu]+)*';
const pip: ArgumentSyntax = { options: pipOptions, source: 'pypi' };
const project: ArgumentSyntax = { options: projectOptions, source: 'pypi', spec: fromCaret };
const conda: ArgumentSyntax = { options: condaOptions, source: 'conda' };
const pixi: ArgumentSyntax = { options: pixiOptions, source: 'conda' };

const INSTALLERS: readonly InstallCommand[] = [
  { command: /^(?:conda|mamba|micromamba) (?:install|create|update|upgrade)(?= |$)/, syntax: conda },
  { command: new RegExp(`^${PYTHON} -m (?:conda|mamba) install(?= |$)`), syntax: conda },
  { command: new RegExp(`^(?:${PYTHON} -m )?pip[\\d.]*(?: --?[\\w-]+)* install(?= |$)`), syntax: pip },
  { command: /^uv (?:pip (?:install|sync)|add|tool install)(?= |$)/, syntax: pip, manager: 'uv' },
  { command: /^(?:easy_install|pipx install)(?= |$)/, syntax: pip },
  { command: /^pixi (?:add|global install)(?= .*--pypi(?: |$))/, syntax: { ...pixi, source: 'pypi' } },
  { command: /^pixi (?:add|global install)(?= |$)/, syntax: pixi },
  { command: /^(?:poetry add|pipenv install|pdm add|rye add)(?= .)/, syntax: project },
];

const COMMAND_WORDS = new Set(
  'conda mamba micromamba pip pip3 uv pixi poetry pipenv pdm rye python install create add'.split(' '),
);

/** Whether a word in a package list is more likely the beginning of a command than a package. */
export function isCommandWord(word: string): boolean {
  return COMMAND_WORDS.has(word.toLowerCase());
}

/** Reads `conda install …`, `pip install …` and others. */
export function readInstaller(words: readonly string[]): Finding[] | undefined {
  const text = [programOf(words), ...words.slice(1)].join(' ');
  const installer = INSTALLERS.find(({ command }) => command.test(text));
  if (!installer) return undefined;
  const used = (installer.command.exec(text)?.[0] ?? '').split(' ').length;
  const named = installer.manager ?? (installer.syntax === conda ? programOf(words) : undefined);
  return [
    ...(named ? [{ kind: 'manager', manager: named } as const] : []),
    ...readArguments(words.slice(used), installer.syntax),
  ];
}

/** `uv venv --python 3.12`, `uv python install 3.12`, and the packages of `uv run --with x` and `uvx --with x`. */
export const readUvEnvironment: CommandReader = (words) => {
  const text = [programOf(words), ...words.slice(1)].join(' ');
  const named = /^uv (?:venv|init|run|tool run|python (?:install|pin|find)) |^uvx /.exec(text)?.[0];
  if (!named) return undefined;
  const version = optionValue(words, ['--python', '-p']) ?? /^uv python \w+ (\d[\d.]*)/.exec(text)?.[1];
  const given = words.flatMap((word, index) =>
    word === '--with' ? (words[index + 1] ?? '').split(',') : [],
  );
  const more = words.flatMap((word) => (word.startsWith('--with=') ? word.slice(7).split(',') : []));
  const asked = [
    ...(version ? readVersion(version, `--python ${version}`) : []),
    ...readArguments([...given, ...more], pip),
  ];
  const manager: Finding[] = asked.length > 0 ? [{ kind: 'manager', manager: 'uv' }] : [];
  return [...manager, ...asked, ...passedOver(words, 'the app makes and activates the environment itself')];
};

/** `conda env create -f environment.yml`, and the channels of `conda config`. */
export const readCondaSettings: CommandReader = (words) => {
  const program = programOf(words);
  if (!/^(?:conda|mamba|micromamba)$/.test(program)) return undefined;
  const [, command, second] = words;
  if (command === 'env' && (second === 'create' || second === 'update')) {
    const file = optionValue(words, ['-f', '--file']) ?? 'environment.yml';
    return readArguments(['-f', file, ...nameWords(words)], conda);
  }
  return command === 'config' ? channelsOf(words) : undefined;
};

/** `pixi init -c conda-forge`, and `pixi workspace channel add bioconda`. */
export const readPixiChannels: CommandReader = (words) => {
  const text = [programOf(words), ...words.slice(1)].join(' ');
  const added = /^pixi (?:project|workspace) channel add (.*)$/.exec(text)?.[1];
  const isInit = /^pixi init /.test(text);
  const names = added?.split(' ') ?? (isInit ? optionValues(words, ['-c', '--channel']) : []);
  if (names.length === 0) return undefined;
  const channels = names.filter((name) => !name.startsWith('-'));
  return channels.map((channel) => ({ kind: 'channel', channel, place: 'append', from: channel }));
};

function optionValues(words: readonly string[], names: readonly string[]): string[] {
  return words.flatMap((word, index) => (names.includes(word) ? [words[index + 1] ?? ''] : []));
}

function nameWords(words: readonly string[]): string[] {
  const name = optionValue(words, ['-n', '--name']);
  return name ? ['-n', name] : [];
}

/** `conda config --add channels X --append channels Y`; each option is one change, and `--add` is `--prepend`. */
function channelsOf(words: readonly string[]): Finding[] | undefined {
  const found = words.flatMap((word, index): Finding[] => {
    const place = /^--(?:add|prepend)$/.test(word) ? 'prepend' : word === '--append' ? 'append' : undefined;
    const isChannel = place && words[index + 1] === 'channels';
    const channel = words[index + 2] ?? '';
    return isChannel ? [{ kind: 'channel', channel, place, from: channel }] : [];
  });
  return found.length > 0 ? found : undefined;
}

/** poetry's `x@^1.2` and `x@latest`: https://python-poetry.org/docs/dependency-specification/ */
function fromCaret(word: string): string {
  const [, name = word, mark, version = ''] =
    /^([\w.-]+(?:\[[^\]]*\])?)@([\^~]|==)?([\w.]+)$/.exec(word) ?? [];
  if (name === word || version === 'latest') return name;
  if (mark === '^') return `${name}>=${version},<${nextMajor(version)}`;
  return mark === '~'
    ? `${name}~=${version.includes('.') ? version : `${version}.0`}`
    : `${name}==${version}`;
}

/** The first version that a caret does not accept: the leftmost number that is not zero is raised. */
function nextMajor(version: string): string {
  const numbers = version.split('.').map(Number);
  const first = numbers.findIndex((number) => number > 0);
  const raised = numbers.slice(0, first < 0 ? numbers.length : first + 1);
  return [...raised.slice(0, -1), (raised.at(-1) ?? 0) + 1].join('.');
}
