/** The arguments of a command that installs packages, and lines of a requirements file. */
import { UserError } from '../../../base/errors.js';
import { type Choice, type Finding, leaveOut, leftOut, problem } from '../../../reading/finding.js';
import { hasChannels, type SourceId } from '../../../sources/index.js';
import { withoutSecret } from '../../../sources/specs/package-address.js';
import { isWellKnownChannel, NODEFAULTS } from '../../channels/channel.js';
import { nameFindings } from '../name-findings.js';
import { type Meaning, pipOptions, type ToolOption } from './tool-options.js';

// Nothing that asks for so much is meant as a request; `recipe/intake/request/make-request.ts` says so.
const FOUND_MOST = 5000;
// A request ends at fewer problems.
const REFUSED_MOST = 50;

export interface ArgumentSyntax {
  options: ReadonlyMap<string, ToolOption>;
  source?: SourceId;
  /** The package spec of an argument, where the tool has another syntax. */
  spec?: (word: string) => string;
}

/** Packages and options of a requirements line; the packages may also be conda's. */
export function readItems(items: readonly string[]): Finding[] {
  return readArguments(items, { options: pipOptions });
}

export function readArguments(words: readonly string[], syntax: ArgumentSyntax): Finding[] {
  const { options, source, spec = (word) => word } = syntax;
  const found: Finding[] = [];
  let refusals = 0;
  for (
    let index = 0;
    index < words.length && found.length < FOUND_MOST && refusals < REFUSED_MOST;
    index += 1
  ) {
    const word = words[index] ?? '';
    if (word === '' || word === '--') continue;
    if ((!source || hasChannels(source)) && isWellKnownChannel(word))
      found.push({ kind: 'channel', channel: word, from: word });
    else if (!word.startsWith('-'))
      found.push({ kind: 'package', from: word, spec: spec(word), ...(source && { source }) });
    else {
      const { name, value } = splitOption(word, options);
      const option = options.get(name);
      const follows = option?.value === true && value === undefined;
      const read = readOption(name, option, (follows ? words[index + 1] : value) ?? '');
      found.push(...read);
      refusals += read.filter(({ kind }) => kind === 'problem').length;
      if (follows) index += 1;
    }
  }
  return found;
}

/** `--channel=x` and `-cx` contain their value; `-yq` is two options without a value. */
function splitOption(
  word: string,
  options: ReadonlyMap<string, ToolOption>,
): { name: string; value?: string } {
  const [, name = word, , value] = /^(--[\w-]{1,60})(=(.*))?$/s.exec(word) ?? [];
  if (value !== undefined) return { name, value };
  if (!/^-[a-zA-Z]./.test(word)) return { name };
  const short = word.slice(0, 2);
  return options.get(short)?.value === false
    ? { name: short }
    : { name: short, value: word.slice(2).replace(/^=/, '') };
}

type OptionReader = (value: string, given: string) => Finding[];

const readers: Record<Exclude<Meaning, 'drop'>, OptionReader> = {
  channel: (channel) => [{ kind: 'channel', channel }],
  override: () => [{ kind: 'channel', channel: NODEFAULTS }],
  main: (url) => [{ kind: 'index', url, role: 'main' }],
  extra: (url) => [{ kind: 'index', url, role: 'extra' }],
  links: (url, given) => {
    return /^https?:\/\//.test(url)
      ? [{ kind: 'index', url, role: 'links' }]
      : [refused('package-is-path', given)];
  },
  name: (name) => nameFindings(name),
  place: (path) => nameFindings(path.replace(/\/+$/, '').split('/').at(-1) ?? ''),
  version: readVersion,
  file: (_, given) => [refused('package-file-include', given)],
  editable: (value, given) => {
    if (!/^(?:[\w.-]+(?:\[[^\]]*\])? ?@ ?)?git\+/.test(value)) return [refused('package-is-path', given)];
    return [
      { kind: 'package', from: given, spec: value, source: 'pypi' },
      leftOut(
        '-e',
        `\`${withoutSecret(value)}\` is installed like other packages: a kernel has no source directory`,
      ),
    ];
  },
};

/** `3.11`, `python3.11`, or a place, which another machine has. */
export function readVersion(value: string, given: string): Finding[] {
  const version = /^(?:c?python)?@?(\d[\w.]*)$/i.exec(value)?.[1];
  return version ? [{ kind: 'version', version }] : [leftOut(given, 'the app chooses the Python')];
}

function readOption(name: string, option: ToolOption | undefined, value: string): Finding[] {
  const given = withoutSecret(option?.value ? `${name} ${value}`.trim() : name);
  if (!option) return [refused('package-is-option', given)];
  if (option.meaning === 'drop') return [leftOut(option.reason ? given : name, option.reason)];
  return readers[option.meaning](value, given);
}

function refused(
  code: 'package-is-option' | 'package-is-path' | 'package-file-include',
  given: string,
  choices: readonly Choice[] = [leaveOut],
): Finding {
  return problem(new UserError(code, { given }), choices);
}
