/** What `module list`, `module avail` and `ml` print, of Lmod and of Environment Modules. */
import { UserError } from '../../../../base/errors.js';
import { type Finding, note, problem } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { type Reader, sureness } from '../../../../reading/reader.js';

const LOADED = /^[ \t]{0,20}Currently Loaded (?:Modules|Modulefiles):/im;
/** The directory above the modules that it has. */
const DIRECTORY = /^\s{0,20}-{3,200} ?\S.{0,200} -{3,200}:?$|^\/\S{1,200}:$/;
const NAME = /^[A-Za-z0-9_][\w.+/-]{0,199}$/;

export const moduleList: Reader = {
  id: 'module-list',
  label: 'a list of environment modules',
  recognizes({ text, lines }) {
    const start = text.slice(0, 20_000);
    if (LOADED.test(start)) return sureness.certain;
    const entries = lines.slice(0, 300).flatMap(entriesIn);
    const hasNames = entries.length > 0 && entries.every(({ name }) => NAME.test(name));
    const hasDirectory = lines.slice(0, 300).some((line) => DIRECTORY.test(line.slice(0, 700).trimEnd()));
    return hasDirectory && hasNames ? sureness.certain : sureness.no;
  },
  read,
};

interface ListedModule {
  name: string;
  line: number;
  isLoaded: boolean;
}

function read({ text, lines: all }: GivenText): Finding[] {
  const legend = all.findIndex((line) => /^\s{0,20}Where:\s*$/.test(line.slice(0, 100)));
  const lines = legend < 0 ? all : all.slice(0, legend);
  const isLoaded = LOADED.test(text.slice(0, 20_000));
  const entries = lines.flatMap((line, index) =>
    entriesIn(line).map((entry): ListedModule => ({ ...entry, line: index + 1 })),
  );
  const taken = entries.filter((entry) => NAME.test(entry.name) && (isLoaded || entry.isLoaded));
  const modules = taken.map(
    ({ name, line }): Finding => ({ kind: 'module', module: name, line, from: name }),
  );
  if (isLoaded || modules.length > 0)
    return [...modules, ...(isLoaded ? [] : [note('Only the modules that are marked as loaded were taken')])];
  return [problem(new UserError('modules-to-choose', { some: entries.slice(0, 3).map(({ name }) => name) }))];
}

/** `1) gcc/12.2.0 (L)   2) cuda/11.8(default)`; headings, rules and the legend have none. */
function entriesIn(line: string): Omit<ListedModule, 'line'>[] {
  const text = line.slice(0, 2_000).trim();
  if (
    text === '' ||
    /^(?:Where:|[A-Za-z]{1,4}: |Use "|Currently|No [mM]odul|Key:|Inactive|If you)|^-{3,}|:$|^\/\S+:$|"/.test(
      text,
    )
  )
    return [];
  const words = text.replace(/\b\d{1,3}\)\s+/g, ' ').replace(/\s+\(([\w,]{1,12})\)/g, '($1)');
  return words
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const [, name = word, mark = ''] = /^([^({<]+)[({<](.*)[)}>]$/.exec(word) ?? [];
      return { name, isLoaded: mark.split(/[,:]/).includes('L') };
    });
}
