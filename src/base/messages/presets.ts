/** Presets: unknown, or not what the site allows. */
import { given, list, wording } from './wording.js';

export const presetMessages = {
  'preset-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `There is no preset ${given(facts.given)} here`,
    (facts) =>
      facts.known.length > 0 ? `Choose one of ${list(facts.known)}` : 'Leave it out: this site offers none',
  ),
  'preset-not-understood': wording<{ id: string; why: string }>(
    3,
    (facts) => `The preset ${given(facts.id)} of this site was not understood: ${facts.why}`,
    () => "The site's administrator has to correct it; other presets are not touched by that",
  ),
  'preset-field-closed': wording<{ preset: string; field: string }>(
    3,
    (facts) => `The preset *${facts.preset}* does not let \`${facts.field}\` be changed`,
    () =>
      'Leave it as the preset has it (a pasted command or a file can change it too), or begin without the preset',
  ),
  'preset-not-accepted': wording<{ label: string; variable: string }>(
    3,
    (facts) => `This preset needs your word first: ${facts.label}`,
    (facts) => `Tick the box to accept; on the command line, add \`--agree ${facts.variable}\``,
  ),
  'preset-asks-nothing': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `Nothing called ${given(facts.given)} has to be accepted`,
    (facts) =>
      facts.known.length > 0
        ? `The preset asks for ${list(facts.known)}`
        : 'Leave it out, or name the preset that asks for it with `--preset`',
  ),
};
