/** What a request says to the person who made it: notes, and problems until a choice is made about each. */
import type { UserError } from '../../../base/errors.js';
import { type Choice, type Finding, placeOf, type TextPlace } from '../../../reading/finding.js';
import { type Choices, choiceText, findingsOf, ProblemIds } from './choices.js';
import type { Note, TextRequest } from './request.js';

export class Remarks {
  private readonly ids = new ProblemIds();
  private readonly said = new Set<string>();

  constructor(
    private readonly request: Pick<TextRequest, 'notes' | 'problems'>,
    private readonly choices: Choices,
  ) {}

  /** The same words are noted once. */
  note(text: string, place: TextPlace, about: Pick<Note, 'left_out' | 'server'> = {}): void {
    if (this.said.has(text)) return;
    this.said.add(text);
    this.request.notes.push({ ...placeOf(place), text, ...about });
  }

  /** What a person chose to have in the place of a problem; undefined if the problem is open. */
  replaced(error: UserError, place: TextPlace, choices: readonly Choice[]): Finding[] | undefined {
    const id = this.ids.next(place);
    const chosen = choices.find((choice) => choice.id === this.choices.get(id));
    if (!chosen) {
      this.request.problems.push({ ...placeOf(place), id, error, choices });
      return undefined;
    }
    this.noteChoice(chosen, id, place);
    return findingsOf(chosen).map((finding) => ({ ...placeOf(place), ...finding }));
  }

  private noteChoice(choice: Choice, problem: string, place: TextPlace): void {
    const given = `\`${place.from ?? 'the text'}\``;
    const done = choice.text === '' ? 'was left out' : `was read as \`${choice.text.replace(/\n/g, ' ')}\``;
    this.request.notes.push({
      ...placeOf(place),
      text: `${given} ${done}, as you chose`,
      chosen: choiceText(problem, choice),
      ...(choice.text === '' && { left_out: place.from ?? '' }),
    });
  }
}
