/** What is wrong with a recipe, or with its other fields. */
import { given, list, wording } from '../wording.js';

export const recipeMessages = {
  'name-empty': wording<{ given: string }>(
    2,
    (facts) =>
      facts.given
        ? `The name ${given(facts.given)} has no letter, digit or symbol`
        : 'The kernel has no name',
    () => 'Give a name such as `my-analysis`',
  ),
  'name-not-allowed': wording<{ given: string }>(
    2,
    (facts) => `The kernel name ${given(facts.given)} has characters that are not allowed, or is too long`,
    () =>
      'Use at most 64 lower-case letters, digits, dots, dashes and underscores, starting with a letter or digit',
  ),
  'name-reserved': wording<{ given: string; suggestion: string }>(
    2,
    (facts) => `The name ${given(facts.given)} is reserved`,
    (facts) => `Use another name, such as \`${facts.suggestion}\``,
  ),
  'display-name-length': wording<{ length: number; most: number }>(
    2,
    (facts) => `The display name has ${facts.length} characters, more than ${facts.most}`,
    () => 'Shorten it: the launcher shows about 25 characters',
  ),
  'text-control-characters': wording<{ what: string }>(
    2,
    (facts) => `${facts.what} contains control characters`,
    () => 'Retype the text, or paste it without formatting',
  ),
  'text-too-long': wording<{ what: string; most: number }>(
    2,
    (facts) => `${facts.what} is longer than ${facts.most} characters`,
    () => 'Shorten it',
  ),
  'problems-more': wording<{ count: number }>(
    2,
    (facts) => `There ${facts.count === 1 ? 'is one more mistake' : `are ${facts.count} more mistakes`}`,
    () => 'Fix the first ones: the others often have the same cause',
  ),
  'too-many': wording<{ what: string; most: number; count: number }>(
    2,
    (facts) => `The recipe has ${facts.count} ${facts.what}, more than the limit of ${facts.most}`,
    () => 'Remove some, or make two kernels',
  ),
  'notebook-language': wording<{ given: string; language: string }>(
    2,
    (facts) => `The notebook to run is for ${given(facts.given)}, but the kernel is for ${facts.language}`,
    () => 'Choose the language of the notebook, or leave the notebook out',
  ),
  'notebook-empty': wording<Record<string, never>>(
    2,
    () => 'The notebook to run has no cell with code',
    () => 'Give a notebook with code cells, or leave it out',
  ),
  'notebook-minutes': wording<{ given: string }>(
    2,
    (facts) => `The time limit of the notebook, ${given(facts.given)}, is not a whole number of minutes`,
    () => 'Write it as in `10`, or leave it empty for the site’s default',
  ),
  'notebook-minutes-most': wording<{ given: string; most: number }>(
    3,
    (facts) => `The site lets a notebook run for at most ${facts.most} minutes, not ${facts.given}`,
    (facts) => `Use at most ${facts.most}, or give a notebook with fewer cells`,
  ),
  'notebook-failure': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a choice for a notebook that fails`,
    () => 'Write `accept` to publish the kernel anyway, or leave it out',
  ),
  'notebook-needed': wording<Record<string, never>>(
    2,
    () => 'There is no notebook to run that this could apply to',
    () => 'Give a notebook to run, or leave this out',
  ),
  'variable-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a variable with its value`,
    () => 'Write one `NAME=value` per line; a name has letters, digits and underscores',
  ),
  'variable-not-given': wording<{ name: string }>(
    2,
    (facts) =>
      `The variable ${given(facts.name)} takes its value from the environment, where it is not set to one line of text`,
    () => 'Run `export NAME=VALUE` first, or give `NAME=VALUE`',
  ),
  'variable-refused': wording<{ name: string }>(
    2,
    (facts) => `The variable \`${facts.name}\` would change how the build works`,
    () => 'Leave it out: the build sets it as needed',
  ),
  'location-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The site has no location ${given(facts.given)} for environments`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'recipe-not-understood': wording<{ reason: string }>(
    2,
    (facts) => `The recipe cannot be read: ${facts.reason}`,
    () => 'Compare it with a recipe that `create-kernel show NAME` prints',
  ),
  'field-unknown': wording<{ given: string; nearest?: string }>(
    2,
    (facts) => `The recipe has an unknown field ${given(facts.given)}`,
    (facts) => (facts.nearest ? `Did you mean \`${facts.nearest}\`?` : 'Leave it out'),
  ),
  'field-not-understood': wording<{ field: string; expected: string }>(
    2,
    (facts) => `The field \`${facts.field}\` has a value of another kind than expected`,
    (facts) => `Write ${facts.expected}`,
  ),
  'nothing-asked-for': wording<object>(
    2,
    () => 'The file lists no packages',
    () => 'Add the packages that you need, or fill in the form instead',
  ),
};
