import { UserError } from '../../../base/errors.js';
import { addHealth, listEntries } from '../../../kernels/list/rows.js';
import { isHealth, isSort, type Selection, selectRows, sorts } from '../../../kernels/list/select.js';
import { type Removal, undoableRemovals } from '../../../kernels/removal/removal.js';
import { lookOf } from '../../../languages/looks.js';
import { exactTime, formatSize, groupDigits } from '../../../shared/format.js';
import { type Health, healthWords, purgeText } from '../../../shared/kernels/health.js';
import type { KernelRow } from '../../../shared/kernels/kernel-row.js';
import { readSite, type Site } from '../../../site/site.js';
import { briefly } from '../../brief-work.js';
import { type Command, type CommandOption, exits, type Given } from '../../command.js';
import { plainText } from '../../output/plain-text.js';
import { tableLines } from '../../output/table.js';

const healthStates = ['broken', ...Object.keys(healthWords)];

const options = {
  search: { flag: '--search', value: 'TEXT', description: 'only kernels with these words in their names' },
  language: { flag: '--language', value: 'NAME', description: 'only kernels of this language' },
  health: {
    flag: '--health',
    value: 'STATE',
    description:
      'only kernels in one state, such as `does-not-start`; `broken` means all that cannot be used',
    completed: healthStates,
  },
  size: { flag: '--size', value: 'MEGABYTES', description: 'only kernels that take at least this space' },
  sort: {
    ...{ flag: '--sort', value: 'COLUMN', description: `sort by ${Object.keys(sorts).join(', ')}` },
    completed: Object.keys(sorts),
  },
  names: { flag: '--names', description: 'print only the names of kernels that Create Kernel made' },
} as const satisfies Record<string, CommandOption>;

/** Lists the kernels in the launcher. */
export const list: Command = {
  id: 'list',
  description: 'Lists the kernels in your launcher, and what is wrong with them',
  arguments: [],
  options: Object.values(options),
  async run(given, terminal) {
    const selection = selectionOf(given);
    const site = readSite();
    const names = given.flag(options.names.flag);
    // Completion asks for the names while a person types.
    const all = await briefly(() => allRows(site, { health: !names || Boolean(selection.health) }));
    const rows = selectRows(all, selection);
    if (given.json) await terminal.print(JSON.stringify(rows));
    else if (names) await terminal.print(...namesOf(rows));
    else if (rows.length === 0)
      terminal.say(all.length === 0 ? plainText(noKernels(undoableRemovals(site))) : 'No kernels match');
    else {
      await terminal.print(...kernelLines(rows));
      terminal.say(...healthLines(rows));
    }
    return exits.done;
  },
};

async function allRows(site: Site, { health }: { health: boolean }): Promise<KernelRow[]> {
  const entries = await listEntries(site);
  return health ? addHealth(entries, site) : entries.map(({ row }) => row);
}

/** @throws UserError `option-value-unknown`, `option-number-not-understood`. */
function selectionOf(given: Given): Selection {
  const sort = given.text(options.sort.flag);
  const health = given.text(options.health.flag);
  if (sort && !isSort(sort)) throw unknown(options.sort.flag, sort, Object.keys(sorts));
  if (health && !isHealth(health)) throw unknown(options.health.flag, health, healthStates);
  const search = given.text(options.search.flag);
  return { search, health, sort, language: given.text(options.language.flag), least: leastOf(given) };
}

/** Bytes. */
function leastOf(given: Given): number {
  const text = given.text(options.size.flag).trim();
  if (/^\d*\.?\d*$/.test(text) && text !== '.') return Number(text) * 1e6;
  throw new UserError('option-number-not-understood', { option: options.size.flag, given: text });
}

function unknown(option: string, value: string, known: string[]): UserError {
  return new UserError('option-value-unknown', { option, given: value, known });
}

function noKernels(removals: readonly Removal[]): string {
  const [removed] = removals;
  if (!removed) return 'There are no kernels yet';
  const until = exactTime(removed.until).slice(0, 16);
  return `There are no kernels. Until ${until}, \`create-kernel undo ${removed.kernel}\` brings the last removed one back`;
}

/** Those that a shell can complete: on a command line, the directory of a kernelspec may also be called `$(id)`. */
function namesOf(rows: readonly KernelRow[]): string[] {
  return rows.filter(({ owner, name }) => owner === 'ours' && /^[\w.-]+$/.test(name)).map(({ name }) => name);
}

const owners: Record<KernelRow['owner'], string> = { ours: 'Create Kernel', own: 'you', central: 'the site' };

/** The table of kernels. */
function kernelLines(rows: readonly KernelRow[]): string[] {
  const cells = rows.map((row) => [
    shorter(row.name),
    shorter(row.display_name),
    `${row.language && lookOf(row.language).label} ${row.language_version ?? ''}`.trim(),
    `${owners[row.owner]}${row.manager ? `, ${row.manager}` : ''}`,
    row.generation === undefined ? '' : String(row.generation),
    row.size === undefined ? '' : formatSize(row.size),
    row.files === undefined ? '' : groupDigits(row.files),
    row.used === undefined ? '' : exactTime(row.used).slice(0, 10),
    row.health ? healthWords[row.health.state].word : '',
  ]);
  return tableLines(
    ['Kernel', 'Display name', 'Language', 'Made by', 'Generation', 'Size', 'Files', 'Last used', 'Health'],
    cells,
  );
}

// Characters: no kernel of ours has a longer name.
const WIDEST = 64;

/** For a column; `--json` has the whole text. */
function shorter(text: string): string {
  const characters = [...text];
  return characters.length > WIDEST ? `${characters.slice(0, WIDEST - 1).join('')}…` : text;
}

/** What is wrong with each kernel, and what to do. */
function healthLines(rows: readonly KernelRow[]): string[] {
  return rows.flatMap(({ name, health }) => {
    const words = [health && faultText(health, name), health?.purge && purgeText(health.purge, Date.now())];
    return words.filter(Boolean).map((text) => plainText(`${name}: ${text}`));
  });
}

function faultText({ message, hint, fix }: Health, name: string): string | undefined {
  if (!message) return undefined;
  return `${message}.${hint ? ` ${hint}.` : ''}${fix ? ` (\`create-kernel ${fix} ${name}\`)` : ''}`;
}
