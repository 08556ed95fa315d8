/** Sentences among packages. What they ask for is not guessed; names of well-known packages in them are offered. */
import { UserError } from '../../base/errors.js';
import { languages } from '../../languages/index.js';
import { type Choice, type Finding, leaveOut, problem } from '../../reading/finding.js';
import { commandsIn } from './commands/commands-in.js';
import { isCommandWord } from './commands/installers.js';
import { withoutComment } from './list-items.js';

/** Words of sentences that are no packages. */
const SENTENCE_WORDS = new Set(
  `the a an is are was were be been to of in on at for and or not with have has had i my we our you your it its this
  that these those can could would should need want when how what why which from but if then there they will do does did
  me us am as by so just also any some all here help please thanks thank hello hi dear install installed
  bonjour je voudrais besoin avec pour merci ich brauche bitte und mit danke hola necesito quiero para gracias`.split(
    /\s+/,
  ),
);

// Fewer words without a comma are as likely to be packages.
const WORDS_FEWEST = 3;

/** Whether a line without its prompt is a sentence: it has words of one, or several plain words and no known package. */
export function isSentence(line: string): boolean {
  const text = withoutComment(line);
  const words = text.split(/[\s,]+/).filter(Boolean);
  if (words.length < 2) return /^[A-Z]?[a-z]+[.!?]$/.test(text);
  if (INTRODUCES.test(text)) return true;
  if (/:\/\/|^-/.test(text)) return false;
  const bare = words.map((word) => word.replace(/[.,:;!?()"'“”’]+$/g, '').replace(/^["'(]+/, ''));
  const said = bare.filter((word) => SENTENCE_WORDS.has(word.toLowerCase()));
  if (/[<>=~@]/.test(text)) return said.some((word) => word.length > 1) && !/[;:(]/.test(text);
  if (said.length > 0) return true;
  if (bare.some(isKnown)) return false;
  const isCapital = bare.every((word) => /^[A-Z][a-z]+$/.test(word));
  return isCapital || (!text.includes(',') && (/[.!?:]$/.test(text) || arePlainWords(words)));
}

// `Packages needed: numpy, scipy`, in any language.
const INTRODUCES = /^\p{L}{2,40}(?: \p{L}{1,40}){0,7}: ?[A-Za-z][\w.[\]<>=!~-]{0,60}(?:, ?[A-Za-z]|$)/u;

/** Names of packages that are listed have digits or dashes among them, or commas between them. */
function arePlainWords(words: readonly string[]): boolean {
  return words.length >= WORDS_FEWEST && words.every((word) => /^\p{L}+$/u.test(word));
}

/** Whether the packages of a language have a well-known one with this name. */
export function isKnown(name: string): boolean {
  return Object.values(languages).some(({ packages }) => packages.isKnown?.(name) ?? false);
}

/** A line of a list that is a sentence: a problem, with the packages that it may mean. */
export function readSentence(line: string): Finding[] | undefined {
  return isSentence(line) ? [problem(sentenceError(line), [leaveOut, ...namesIn([line])])] : undefined;
}

export function sentenceError(line: string): UserError {
  return new UserError('text-is-prose', { given: line.trim().slice(0, 120) });
}

/** The choice to take what a text may name: the commands that it quotes, or its lists and its well-known packages. */
export function namesIn(lines: readonly string[]): Choice[] {
  const few = lines.slice(0, 100).map((line) => line.slice(0, 1000));
  const commands = few.flatMap(commandsIn).map(({ text }) => text);
  if (commands.length > 0)
    return [
      byName(
        commands.map((command) => `\`${command}\``),
        commands,
      ),
    ];
  const named = few.flatMap((line) => introducedIn(line) ?? [...knownIn(line), ...versionsIn(line)]);
  const names = [...new Set(named)];
  return names.length > 0 ? [byName(names, names)] : [];
}

function byName(shown: readonly string[], texts: readonly string[]): Choice {
  return {
    id: 'by-name',
    label: `Take ${shown.slice(0, TAKEN_MOST).join(', ')}`,
    text: texts.slice(0, TAKEN_MOST).join('\n'),
  };
}

// As many as a button can show.
const TAKEN_MOST = 20;

/** The list after its introduction, if there is one. */
function introducedIn(line: string): string[] | undefined {
  if (!INTRODUCES.test(line)) return undefined;
  const items = line.slice(line.indexOf(':') + 1).split(/[,;] ?| /);
  return items.filter(
    (item) => /^[A-Za-z][\w.[\]<>=!~-]{0,60}$/.test(item) && !SENTENCE_WORDS.has(item.toLowerCase()),
  );
}

/** `Python 3.10` as a package of conda is called. */
function versionsIn(line: string): string[] {
  return Object.keys(languages).flatMap((id) => {
    const version = new RegExp(`\\b${id} ?(\\d{1,2}\\.\\d{1,3})\\b`, 'i').exec(line)?.[1];
    return version === undefined ? [] : [`${id}==${version}`];
  });
}

function knownIn(line: string): string[] {
  const words = line.split(/[^\w.-]+/).map((word) => word.replace(/\.$/, ''));
  return words.filter((word) => word !== '' && !isCommandWord(word) && isKnown(word));
}
