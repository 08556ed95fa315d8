import { RequestErrors, UserError } from '../../../base/errors.js';
import { givenText } from '../../../reading/given-text.js';
import { formatLabels } from '../../../recipe/formats/index.js';
import { parseCode } from '../../../recipe/intake/parse-code.js';
import { choiceText, parseChoices } from '../../../recipe/intake/request/choices.js';
import { understoodJson } from '../../../recipe/intake/to-json.js';
import { type UnderstoodRequest, understandTexts } from '../../../recipe/intake/understand.js';
import { equippable, interpretersOf, readSite } from '../../../site/site.js';
import { type Command, exits } from '../../command.js';
import { plainText } from '../../output/plain-text.js';
import { choiceLines } from '../../output/problems.js';
import { tableLines } from '../../output/table.js';
import { givenTexts } from '../../recipe/given-texts.js';
import { chooseOption, withServersOption } from '../../recipe/input-options.js';
import { reviewOf, serverAdvice } from '../../recipe/read-recipe.js';

const texts = {
  name: 'TEXT',
  description: `packages, an error message, commands, \`-\` for standard input, a URL, the path of a folder (with a \`/\`) or a zip archive of one, or the path of a file: a notebook, ${formatLabels().join(', ')}`,
  takes: 'any number',
  completed: 'files',
} as const;

/** Shows what `create` would take from texts and files. */
export const understand: Command = {
  id: 'understand',
  description: 'Shows what is read from a text or a file: packages, channels, modules, variables, problems',
  arguments: [texts],
  options: [chooseOption, withServersOption],
  async run(given, terminal) {
    const site = equippable(readSite());
    const { typed, files } = await givenTexts(given.list(texts.name), site);
    const all = [...files, ...(typed === '' ? [] : [givenText(typed)])];
    if (all.length === 0) throw new RequestErrors([new UserError('nothing-asked-for', {})]);
    const read = understandTexts(all, {
      code: await parseCode(all, interpretersOf(site)),
      review: reviewOf(given),
      choices: parseChoices(given.list(chooseOption.flag)),
    });
    if (given.json) await terminal.print(JSON.stringify(understoodJson(read)));
    else await terminal.print(...linesOf(read));
    return read.problems.length === 0 ? exits.done : (read.problems[0]?.error.exit ?? exits.done);
  },
};

function linesOf(read: UnderstoodRequest): string[] {
  const { kind, packages, channels, indexes, modules, notes, problems, ...json } = understoodJson(read);
  const { variables, ...facts } = json;
  const rows = [
    ['kind', kind],
    ...Object.entries(facts).map(([name, value]) => [name.replace('_', ' '), String(value)]),
    ...packages.map(({ spec, source, module, line, guessed, optional }) => [
      'package',
      spec,
      [
        source && `from ${source}`,
        module && module !== spec && `for the module ${module}`,
        guessed && 'a guess',
        optional && 'optional',
        placeOf(line),
      ]
        .filter(Boolean)
        .join(', '),
    ]),
    ...channels.map((channel) => ['channel', channel]),
    ...indexes.map(({ url, role, line }) => [`index (${role})`, url, placeOf(line)]),
    ...modules.map((module) => ['module', module]),
    ...Object.entries(variables).map(([name, value]) => ['variable', `${name}=${value}`]),
  ];
  return [
    ...tableLines(['', '', ''], rows).slice(1),
    ...serverAdvice(read).map((text) => `note: ${text}`),
    ...notes.map(({ line, text }) => `note: ${[placeOf(line), text].filter(Boolean).join(': ')}`),
    ...problems.flatMap(({ id, line, text, hint, choices = [] }) => [
      `problem: ${[placeOf(line), text].filter(Boolean).join(': ')}`,
      `hint: ${hint}`,
      ...choiceLines(choices.map((choice) => ({ text: choiceText(id, choice), label: choice.label }))),
    ]),
  ].map(plainText);
}

function placeOf(line: number | undefined): string {
  return line === undefined ? '' : `line ${line}`;
}
