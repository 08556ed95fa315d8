/** Presets: unknown, broken, or not changeable as requested. */
import { given, list, wording } from '../wording.js';

export const presetMessages = {
  'preset-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The preset ${given(facts.given)} does not exist`,
    (facts) =>
      facts.known.length > 0
        ? `Choose one of ${list(facts.known)}`
        : 'Leave it out: this site has no presets',
  ),
  'preset-not-understood': wording<{ id: string; reason: string }>(
    3,
    (facts) => `The site’s preset ${given(facts.id)} cannot be read: ${facts.reason}`,
    () => 'Use another preset, and ask the site’s administrator to fix this one',
  ),
  'preset-field-closed': wording<{ preset: string; field: string }>(
    3,
    (facts) => `The preset *${facts.preset}* does not allow changes to \`${facts.field}\``,
    () =>
      'Leave the field as the preset has it (a pasted command or a file can change it too), or start without a preset',
  ),
  'preset-not-accepted': wording<{ label: string; variable: string }>(
    3,
    (facts) => `This preset has terms to accept first: ${facts.label}`,
    (facts) => `Tick the box to accept; on the command line, add \`--agree ${facts.variable}\``,
  ),
  'preset-asks-nothing': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The preset has no terms called ${given(facts.given)} to accept`,
    (facts) =>
      facts.known.length > 0
        ? `The preset asks for ${list(facts.known)}`
        : 'Leave it out, or name the preset that asks for it with `--preset`',
  ),
  'recipe-unknown': wording<{ given: string }>(
    2,
    (facts) => `You have saved no recipe ${given(facts.given)}`,
    () => 'The page *Create* lists your recipes',
  ),
  'recipes-too-many': wording<{ most: number }>(
    2,
    (facts) => `You have saved ${facts.most} recipes, and more are not kept`,
    () => 'Remove one that you no longer need',
  ),
};
