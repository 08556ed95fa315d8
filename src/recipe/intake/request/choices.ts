/** What a person chose about the problems of texts: the id of each problem, and the id of one of its choices. */
import { UserError } from '../../../base/errors.js';
import type { Choice, Finding, TextPlace } from '../../../reading/finding.js';
import { readItems } from '../../text/commands/arguments.js';
import { readCommand } from '../../text/commands/read-command.js';
import { listItems } from '../../text/list-items.js';

/** By the ids of problems. */
export type Choices = ReadonlyMap<string, string>;

/**
 * `3=leave-out` chooses for line 3, `requirements.txt:3=by-name` for that line of a file.
 * @throws UserError `choice-not-understood`.
 */
export function parseChoices(given: readonly string[]): Choices {
  return new Map(
    given.map((text) => {
      const [, id, choice] = /^(.+)=([a-z-]+)$/s.exec(text.trim()) ?? [];
      if (id === undefined || choice === undefined)
        throw new UserError('choice-not-understood', { given: text });
      return [id, choice];
    }),
  );
}

/** The text that parseChoices reads. */
export function choiceText(problem: string, { id }: { id: string }): string {
  return `${problem}=${id}`;
}

/** Names problems by their places: `3`, and `3.2` for the second one of that line; `#1` is the first one without a line. */
export class ProblemIds {
  private readonly counts = new Map<string, number>();

  next({ file, line }: TextPlace): string {
    const place = `${file ? `${file}:` : ''}${line ?? '#'}`;
    const count = (this.counts.get(place) ?? 0) + 1;
    this.counts.set(place, count);
    if (line === undefined) return `${place}${count}`;
    return count === 1 ? place : `${place}.${count}`;
  }
}

/** The choices of a problem, with those that its error allows. */
export function choicesOf({ code, facts }: UserError, offered: readonly Choice[]): readonly Choice[] {
  if (offered.length === 0 || !ABOUT_PACKAGE.has(code) || !('given' in facts)) return offered;
  // What can be named is not longer.
  const given = facts.given.slice(0, 500);
  const [, name, mark] = NAMED.exec(given) ?? [];
  if (name !== undefined && mark !== undefined)
    return [...offered, mark.trim() === '@' || mark === ' (' ? byName(name) : relax(name)];
  const egg = /[#&]egg=([\w.-]+)/.exec(given)?.[1];
  const repository = /:\/\/.*\/([\w.-]+?)(?:\.git)?\/?(?:@[^/]*)?(?:#.*)?$/.exec(given)?.[1];
  const last = egg ?? repository;
  return last ? [...offered, byName(last)] : offered;
}

const ABOUT_PACKAGE = new Set([
  'package-not-understood',
  'package-is-path',
  'package-address-kind',
  'package-address-page',
  'package-address-secret',
  'version-not-understood',
]);

/** A package's name, and what follows it: an address, a path in brackets, or versions. */
const NAMED = /^(?:[\w.-]+::)?([A-Za-z0-9][\w.-]{0,100})(?:\[[^\]]*\])?(\s*@| \(|\s*[<>=!~^]|\s+\d)/;

function byName(name: string): Choice {
  return { id: 'by-name', label: `Take ${name} by its name`, text: name };
}

function relax(name: string): Choice {
  return { id: 'relax', label: `Take any version of ${name}`, text: name };
}

/** What the text of a choice asks for, as the line that it replaces. */
export function findingsOf({ text }: Choice): Finding[] {
  return text.split('\n').flatMap((line) => readCommand(line) ?? readItems(listItems(line)));
}
