import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderMap } from '../scripts/file-map.mjs';
import { appRoot } from '../src/base/program.js';
import { languages } from '../src/languages/index.js';
import { managers } from '../src/managers/index.js';
import { sourceIds } from '../src/sources/index.js';

const source = join(appRoot, 'src');

/** What each room may import besides itself, as docs/architecture.md says. */
const allowed = readTable(readFileSync(join(appRoot, 'docs/architecture.md'), 'utf8'));

function readTable(text: string): Record<string, string[]> {
  const section = text.split('\n## ').find((part) => part.startsWith('The rooms')) ?? '';
  const rows = [...section.matchAll(/^\| `(\w+)` \|.*\| ([\w, ]+) \|$/gm)];
  return Object.fromEntries(
    rows.map(([, room = '', rooms = '']) => [room, rooms === 'nothing' ? [] : rooms.split(', ')]),
  );
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.d.ts'),
);

/** A file of the app that Open OnDemand reads as well, and that no room owns. */
const FORM = '../form.yml';

const imports = files.flatMap((path) => {
  const text = readFileSync(join(source, path), 'utf8');
  const names = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, name = '']) => name);
  return names
    .map((name) => relative(source, join(source, dirname(path), name)).replace(/\.js$/, '.ts'))
    .filter((to) => to !== FORM)
    .map((to) => ({ from: path, to }));
});

function readSource(path: string): string {
  return readFileSync(join(source, path), 'utf8');
}

/** The folder of src/ that a file is in; empty for the files that start the programs. */
function roomOf(path: string): string {
  return path.includes('/') ? (path.split('/', 1)[0] ?? '') : '';
}

describe('Imports', () => {
  const rooms = new Set(files.map(roomOf).filter(Boolean));

  it('are ruled by a row for every room, and by no other row', () => {
    expect(Object.keys(allowed).sort()).toEqual([...rooms].sort());
  });

  it.each([...rooms])('of %s lead only where its row says', (room) => {
    const own = imports.filter(({ from }) => roomOf(from) === room);
    const wrong = own.filter(({ to }) => roomOf(to) !== room && !allowed[room]?.includes(roomOf(to)));
    expect(wrong).toEqual([]);
  });

  it('are all needed: a row names no room that its own does not import', () => {
    const used = (room: string) =>
      new Set(imports.filter(({ from }) => roomOf(from) === room).map(({ to }) => roomOf(to)));
    const unused = Object.entries(allowed).flatMap(([room, others]) =>
      others.filter((other) => !used(room).has(other)).map((other) => `${room} → ${other}`),
    );
    expect(unused).toEqual([]);
  });

  it('make no circle of files', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to } of imports) graph.set(from, [...(graph.get(from) ?? []), to]);
    expect(circles(graph)).toEqual([]);
  });
});

/**
 * The rows of a table: what is added, with which file or folder, and where it is entered. A registry may have folders for
 * kinds of its entries: `operations/EFFECT/ID.ts`.
 */
const additions = [
  ...readFileSync(join(appRoot, 'docs/develop.md'), 'utf8').matchAll(
    /^\| ([^|`]+) \| `src\/([^`]*?)(?:[A-Z]+\/)?ID(\/|\.ts)` \| `src\/([^`]+)` \|$/gm,
  ),
].map(([, what = '', folder = '', end = '', registry = '']) => ({ what, folder, end, registry }));

/** The entries of a registry: what it imports and has in a list, and the files that they come from. */
function entriesOf(registry: string): { name: string; file: string }[] {
  const text = readFileSync(join(source, registry), 'utf8');
  const lazy = [...text.matchAll(/^ {2}\w+: async \(\) => \(await import\('(\.[^']+)'\)\)\.(\w+)/gm)].map(
    ([, file = '', name = '']) => ({ name, file }),
  );
  const lists = [...text.matchAll(/^(?:export )?const \w+[^\n]*? = {([^}]*)}/gm)].map(([, list]) => list);
  const imported = [...text.matchAll(/^import { ([^}]+) } from '(\.[^']+)';/gm)].flatMap(
    ([, names = '', file = '']) =>
      names
        .split(', ')
        .filter((name) => lists.some((list) => new RegExp(`\\b${name}\\b`).test(list ?? '')))
        .map((name) => ({ name, file })),
  );
  return [...imported, ...lazy].map(({ name, file }) => ({
    name,
    file: join(dirname(registry), file).replace(/\.js$/, '.ts'),
  }));
}

/** Files that may import an entry by name. */
const exceptions: readonly { from: RegExp; to: RegExp; because: string }[] = [
  {
    from: /^(languages|managers)\//,
    to: /^sources\//,
    because: 'a language and a package manager say which sources they have packages from',
  },
  {
    from: /./,
    to: /^recipe\/formats\/recipe\.ts$/,
    because: 'it is also the form in which recipes are kept and shown',
  },
];

describe('What can be added', () => {
  it('is in the table of docs/develop.md, every registry of it', () => {
    const registries = files.filter((path) => {
      const text = path.endsWith('/index.ts') ? readSource(path) : '';
      return (
        /^(export )?const .*\bRecord<string, (\(\) => Promise<)?[A-Z]\w+>/m.test(text) &&
        entriesOf(path).length > 1
      );
    });
    expect(additions.map(({ registry }) => registry).sort()).toEqual(registries.sort());
  });

  it.each(additions)('$what comes from where the table says', ({ folder, end, registry }) => {
    const entries = entriesOf(registry);
    expect(entries.length).toBeGreaterThan(1);
    for (const { file } of entries)
      expect(file).toMatch(
        end === '/' ? new RegExp(`^${folder}[a-z]+/index\\.ts$`) : new RegExp(`^${folder}`),
      );
  });

  it.each(additions)(
    '$what is known to its own files and its registry alone',
    ({ folder, end, registry }) => {
      const entries = entriesOf(registry).map(({ file }) => file);
      // A language is a folder; anything else is a file, which others of its folder may build on.
      const owns = end === '/' ? entries.map((file) => `${dirname(file)}/`) : entries;
      const wrong = imports.filter(({ from, to }) => {
        const own = owns.find((path) => to.startsWith(path));
        const inside = end === '/' ? from.startsWith(own ?? '') : from.startsWith(folder);
        const excepted = exceptions.some((each) => each.from.test(from) && each.to.test(to));
        return own !== undefined && !inside && from !== registry && !excepted;
      });
      expect(wrong).toEqual([]);
    },
  );

  it.each(additions)('$what is taken out of the registry by an id that was given', ({ registry }) => {
    const [, object = ''] = /^(?:export )?const (\w+)[^\n]*? = {/m.exec(readSource(registry)) ?? [];
    const names = entriesOf(registry).map(({ name }) => name);
    const named = new RegExp(`\\b${object}(\\.(${names.join('|')})\\b|\\['(${names.join('|')})'\\])`);
    expect(files.filter((path) => path !== registry && named.test(readSource(path)))).toEqual([]);
  });
});

/** Where the id of an entry is written as a word outside of its room, by registry, with the reason. */
const namedElsewhere: readonly {
  what: string;
  room: string;
  ids: readonly string[];
  places: readonly { path: RegExp; because: string }[];
}[] = [
  {
    what: 'source of packages',
    room: 'sources',
    ids: sourceIds,
    places: [
      { path: /^languages\//, because: 'a language says how its packages are called in each source' },
      { path: /^managers\//, because: 'a package manager says which sources it installs from' },
      { path: /^recipe\/formats\//, because: 'a file is read by tools, which have one source' },
      { path: /^recipe\/text\/tool-(errors|output)\.ts$/, because: 'what is read is output of one tool' },
      {
        path: /^recipe\/text\/commands\/(installers|arguments)\.ts$/,
        because: 'tables of commands of tools',
      },
      { path: /^recipe\/intake\/readers\/tables\//, because: 'tools print these tables' },
      {
        path: /^kernels\/requests\/preview\/linked-sizes\.ts$/,
        because: 'a directory of uv’s package cache has this name',
      },
    ],
  },
  {
    what: 'language',
    room: 'languages',
    ids: Object.keys(languages),
    places: [
      {
        path: /^(builds\/runner\/|site\/modules\/(load-)?modules\.ts|managers\/conda\/installer\.ts)/,
        because: 'bash runs the commands of a plan, of modules and of an installer',
      },
      {
        path: /^sources\/runtime\/interpreter\.ts$/,
        because: 'the runtime of a source, not the kernel’s language',
      },
      { path: /^site\/modules\/module-python\.ts$/, because: 'the app’s own programs run on this module' },
      { path: /^managers\/pypi\/downloads\.ts$/, because: 'a command of uv has this name' },
      { path: /^recipe\/formats\/projects\/tables\/poetry\.ts$/, because: 'a key of Poetry’s table' },
      {
        path: /^builds\/diagnosis\/causes\/tools\/conda-solver\.ts$/,
        because: 'conda’s output lists the package for every conflict',
      },
      {
        path: /^kernels\/requests\/preview\/linked-sizes\.ts$/,
        because: 'a value of `noarch` of conda packages',
      },
      {
        path: /^web\/routes\/create\/missing-module\.ts$/,
        because: 'a parameter that the hook of kernels of earlier versions sends',
      },
    ],
  },
  {
    what: 'package manager',
    room: 'managers',
    ids: Object.keys(managers),
    places: [
      {
        path: /^(languages|recipe\/(text|formats|intake\/readers))\//,
        because: 'commands, files and output of the tools',
      },
      {
        path: /^sources\/runtime\/python-environment\.ts$/,
        because: 'which tool made an environment, by its files',
      },
      { path: /^builds\/diagnosis\/explain\.ts$/, because: 'the app installs uv where the site has none' },
    ],
  },
];

describe.each(namedElsewhere)('A $what', ({ room, ids, places }) => {
  const word = new RegExp(`'(${ids.join('|')})'`);
  const naming = files.filter((path) => roomOf(path) !== room && word.test(readSource(path)));

  it('is named by its id only where the text of a tool is', () => {
    expect(naming.filter((path) => !places.some((place) => place.path.test(path)))).toEqual([]);
  });

  it.each(places)('is named for a reason: $because', ({ path }) => {
    expect(naming.some((each) => path.test(each))).toBe(true);
  });
});

/**
 * Where texts, names and types of other rooms name Python or its tools. A language, a source and a package manager own
 * what is theirs; a second language changes none of these files.
 */
const namingPython: readonly { path: RegExp; because: string }[] = [
  { path: /^recipe\/(formats|text|intake)\//, because: 'files, commands and tables of its tools' },
  { path: /^reading\/frame\.ts$/, because: 'commands in comments of notebooks' },
  {
    path: /^recipe\/schema\/recipe-schema\.ts$/,
    because: 'the name of the field for what pip adds to an environment of conda',
  },
  { path: /^builds\/diagnosis\/causes\//, because: 'output of its tools, and what helps' },
  { path: /^builds\/runner\/output\/secrets-of-files\.ts$/, because: 'files with logins that pip reads' },
  {
    path: /^catalogue\/(simple-page|about-packages|lists\/channel-scanner)\.ts$/,
    because: 'what indexes and channels say about each package',
  },
  {
    path: /^base\/messages\/(given\/files|requests\/(environment|packages))\.ts$/,
    because: 'what pip and venv cannot do, and what the app’s own programs need',
  },
  {
    path: /^(plan\/helper|doctor\/checks\/tools|site\/modules\/module-python|site\/settings\/sections\/tools)\.ts$/,
    because: 'the app’s own programs are in Python, for kernels of every language',
  },
  {
    path: /^kernels\/disk\/places\.ts$/,
    because: 'the name of a place that commands have, and the same programs',
  },
  {
    path: /^site\/(tools\/unfinished-downloads|settings\/sections\/packages)\.ts$/,
    because: 'a directory on disk; settings of pip and uv',
  },
  {
    path: /^kernels\/requests\/preview\/linked-sizes\.ts$/,
    because: 'entries of the caches of conda and uv',
  },
  {
    path: /^(browser\/create\/(chips|help\/estimate-words)|web\/pages\/create\/create-page)\.ts$/,
    because: 'packages that only the package index has: without a wheel, or as an example',
  },
  {
    path: /^(cli\/(commands\/recipes\/plan|output\/operation-preview|recipe\/recipe-options)\.ts|web\/views\/(pages\/preview|parts\/form\/changes)\.ejs|kernels\/update\/update-again\.ts|shared\/form\/understood\.ts)$/,
    because: 'what pip adds to an environment of conda',
  },
  { path: /^kernels\/operations\/moves\/freeze\.ts$/, because: 'the command that people know' },
  { path: /^web\/routes\/create\/missing-module\.ts$/, because: 'what kernels of earlier versions send' },
];

describe('Python', () => {
  const views = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ejs'),
  );
  const word = /python|\bpip3?\b|ipykernel/i;
  const code = (path: string) =>
    readSource(path)
      .split('\n')
      .filter((line) => !/^\s*(?:\/\*|\*|\/\/|import )/.test(line))
      .map((line) => line.replace(/ \/\/ .*$/, ''))
      .join('\n');
  const others = [...files, ...views].filter((path) => !/^(languages|sources|managers)\//.test(path));
  const naming = others.filter((path) => word.test(code(path)));

  it('is named only where a second language has nothing to change', () => {
    expect(naming.filter((path) => !namingPython.some((place) => place.path.test(path)))).toEqual([]);
  });

  it.each(namingPython)('is named for a reason: $because', ({ path }) => {
    expect(naming.some((each) => path.test(each))).toBe(true);
  });
});

describe('The map of files in docs/files.md', () => {
  it('is what `npm run file-map` writes: every file of src/ and no other, on a line for its folder', () => {
    expect(readFileSync(join(appRoot, 'docs/files.md'), 'utf8')).toBe(renderMap());
  });
});

/** Each circle once, as the files along it. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push(path.slice(path.indexOf(file)));
    if (path.includes(file) || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

describe('Planning', () => {
  it.each(['steps', 'languages', 'managers', 'plan'])(
    'keeps %s away from disk, processes, clock and chance',
    (room) => {
      const touching = files.filter((path) => {
        const text = readFileSync(join(source, path), 'utf8');
        return (
          roomOf(path) === room &&
          /from 'node:(?!path)|Date\.now|new Date|Math\.random|process\.env/.test(text)
        );
      });
      expect(touching).toEqual([]);
    },
  );
});

/** Lists of what is in other files: what they enter stays in a file each, as in the registries of docs/develop.md. */
const lists = [
  'base/messages/index.ts',
  'builds/diagnosis/causes/index.ts',
  'languages/others/index.ts',
  'web/routes/others.ts',
  'web/pages/render.ts',
];

/** Files under thirty lines with one importer that read better apart. */
const apart: Readonly<Record<string, string>> = {
  'browser/builds/announce.ts': 'words, tested without the page that shows them',
  'browser/create/help/completion-word.ts': 'pure, beside a class that is all keys and elements',
  'catalogue/host-library.ts': 'looks at the host, beside what is known of packages',
  'catalogue/lists/name-scanner.ts': 'pure, beside the files and downloads of the lists',
  'cli/brief-work.ts': 'about V8, whatever the work is',
  'kernels/health/purge.ts': 'a pure rule, beside the registry of checks',
  'sources/conda/locked.ts': 'a file for each part, as in the other sources',
  'web/form/typing/turns.ts': 'in which order questions are asked, whatever is asked',
};

describe('A file under thirty lines with one importer', () => {
  const importers = (path: string) => [
    ...new Set(imports.filter(({ to }) => to === path).map(({ from }) => from)),
  ];
  const entries = additions.flatMap(({ registry }) => entriesOf(registry).map(({ file }) => file));
  const small = files.filter((path) => {
    const [importer = '', ...others] = importers(path);
    return (
      importer !== '' &&
      others.length === 0 &&
      !lists.includes(importer) &&
      !entries.includes(path) &&
      // What a folder gives, beside its programs.
      !path.endsWith('/index.ts') &&
      readSource(path).split('\n').length <= 30
    );
  });

  it('is part of its importer, but for an entry of a registry and those of this table', () => {
    expect(small.sort()).toEqual(Object.keys(apart).sort());
  });
});

describe('Exported types', () => {
  it('have names that no other type has, so that a name says which of them is meant', () => {
    const declared = files.flatMap((path) =>
      [...readSource(path).matchAll(/^(export )?(?:interface|type|class|enum) (\w+)/gm)].map(
        ([, exported, name = '']) => ({ name, exported: exported !== undefined, path }),
      ),
    );
    const twice = declared.filter(
      ({ name, exported }) => exported && declared.filter((other) => other.name === name).length > 1,
    );
    expect(twice).toEqual([]);
  });
});

const found = (pattern: RegExp) => files.filter((path) => pattern.test(readSource(path)));

it('Directories are made in one place, which ends on each file system', () => {
  expect(found(/\bmkdir(?:Sync)?\(/)).toEqual(['base/make-directory.ts']);
});

describe('JSON', () => {
  it('is parsed in one place, as a value of an unknown type', () => {
    expect(found(/\bJSON\.parse\b(?!`)/)).toEqual(['base/text/json.ts']);
  });

  it('gets its type from a schema or a check, and never from a claim', () => {
    expect(found(/\b(?:parseJson|jsonIn)\([^;\n]*\) as /)).toEqual([]);
  });
});

describe('What a page receives', () => {
  it('is read with `jsonOf` and a check: no script takes an answer for what it should be', () => {
    const taking = files.filter(
      (path) => roomOf(path) === 'browser' && /\.json\(\)|\bas [A-Z]\w*</.test(readSource(path)),
    );
    expect(taking).toEqual([]);
  });
});

describe('The field for what pip adds to an environment of conda', () => {
  it('is named where recipes are read and by managers; other rooms ask recipe/package-fields.ts', () => {
    const owners = /^(recipe|managers|sources|base\/messages)\//;
    const naming = files.filter((path) => !owners.test(path) && /\bpip_packages\b/.test(readSource(path)));
    expect(naming).toEqual([]);
  });
});
