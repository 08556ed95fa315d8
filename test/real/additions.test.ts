/**
 * What the registries promise: a language, a package manager, a file format and operations are added to a copy of the
 * app, each with one file and its entry in one registry, and the copy makes verified kernels with them.
 */
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchBy, reachingEnvironment } from '../../scripts/fetching.mjs';
import { findInterpreter } from '../parts/conda/interpreter.js';
import { startApp } from '../support/app.js';
import { AppCopy } from '../support/copy-of-app.js';
import { makeHome } from '../support/home.js';
import { installPackages } from '../support/install-packages.js';
import { Multipart, servedOn, Visitor } from '../support/web.js';

const additions = fileURLToPath(new URL('../fixtures/additions', import.meta.url));

interface Addition {
  file: string;
  registry: string;
  /** The entry's name in the code. */
  name: string;
}

const added: Addition[] = [
  {
    file: 'src/languages/scheme/index.ts',
    registry: 'src/languages/index.ts',
    name: 'scheme',
  },
  {
    file: 'src/managers/virtualenv.ts',
    registry: 'src/managers/index.ts',
    name: 'virtualenv',
  },
  {
    file: 'src/recipe/formats/pip-list.ts',
    registry: 'src/recipe/formats/index.ts',
    name: 'pipList',
  },
  {
    file: 'src/kernels/operations/looks/count.ts',
    registry: 'src/kernels/operations/index.ts',
    name: 'count',
  },
  {
    file: 'src/kernels/operations/makes/renew.ts',
    registry: 'src/kernels/operations/index.ts',
    name: 'renew',
  },
];

/** These commands write what follows from the registries and is kept as a file. */
const generators = [
  ['node', 'scripts/file-map.mjs'],
  [
    'npx',
    'vitest',
    'run',
    '--project',
    'unit',
    'test/form/dashboard-choices',
    'test/site/settings',
    '--update',
  ],
];
const generated = ['docs/admin.md', 'docs/files.md', 'form.yml'];

const home = makeHome({ shared: true, keepPackages: true, settings: { search_path: ['~/programs'] } });
const copy = new AppCopy(join(home.directory, 'app'));

function add({ file, registry, name }: Addition): void {
  cpSync(join(additions, file), join(copy.root, file));
  const folder = registry.replace(/[^/]*$/, '');
  const line = `import { ${name} } from './${file.slice(folder.length).replace(/ts$/, 'js')}';\n`;
  const text = copy.read(registry).replace(/(\nexport const [^=]*= {[^}]*?),?\s*}/, `$1, ${name} }`);
  writeFileSync(join(copy.root, registry), line + text);
}

/** The app needs the program, but not as a Python of the host. */
async function installVirtualenv(): Promise<void> {
  const prefix = join(home.directory, 'virtualenv');
  const { path } = await findInterpreter(reachingEnvironment());
  await fetchBy([path, '-m', 'venv', '--without-pip', prefix]);
  await installPackages(join(prefix, 'bin/python'), ['virtualenv==20.29.3']);
  mkdirSync(join(home.home, 'programs'));
  symlinkSync(join(prefix, 'bin/virtualenv'), join(home.home, 'programs/virtualenv'));
}

/** The copy's command line. */
async function run(...words: string[]): Promise<{ exit: number | undefined; out: string }> {
  const { exitCode, all } = await execa(join(copy.root, 'bin/create-kernel'), words, {
    env: home.environment,
    extendEnv: false,
    cwd: home.home,
    reject: false,
    all: true,
  });
  return { exit: exitCode, out: all };
}

const json = async (...words: string[]) => JSON.parse((await run(...words, '--json')).out);

beforeAll(async () => {
  for (const each of added) {
    mkdirSync(join(copy.root, each.file, '..'), { recursive: true });
    add(each);
  }
  await Promise.all([copy.run('node', 'scripts/build.mjs'), installVirtualenv()]);
});

describe('an addition', () => {
  it.each(added)('takes two lines of $registry: an import, and $name in the list', ({ registry, name }) => {
    const lines = copy.newLines(registry).filter((line) => new RegExp(`\\b${name}\\b`).test(line));
    expect(lines).toEqual([
      expect.stringMatching(/^import { \w+ } from '.*';$/),
      // The end of the list, which may have several lines.
      expect.stringMatching(/(?:^export const \w+.* = {.*|^ {2}\w+)(?:, \w+)+ }.*;$/),
    ]);
  });

  it('is one file, and touches no other than its registry', () => {
    expect(copy.differences()).toEqual({
      added: added.map(({ file }) => file).sort(),
      changed: [...new Set(added.map(({ registry }) => registry))].sort(),
    });
  });

  it('has the types that its registry asks for', async () => {
    await copy.run('npx', 'tsc');
  });

  it('passes the tests of its registry, which also write what is generated', async () => {
    for (const command of generators) await copy.run(...command);
    const { changed } = copy.differences();
    const registries = added.map(({ registry }) => registry);
    expect(changed).toEqual([...new Set([...registries, ...generated])].sort());
    await copy.run('npx', 'vitest', 'run', '--project', 'unit', 'every-', 'test/architecture');
  });

  it('is in the dashboard’s form and the documents', () => {
    expect(copy.read('form.yml')).toContain('- ["Scheme", "scheme"]');
    expect(copy.read('form.yml')).toContain('- ["virtualenv and pip", "virtualenv"]');
    expect(copy.read('docs/admin.md')).toContain('| `managers.virtualenv.copies` |');
    expect(copy.read('docs/files.md')).toMatch(/^\| `src\/managers` \| .*\bvirtualenv\b/m);
  });

  it('is in the help of the command line, and in the doctor’s report', async () => {
    expect((await run('--help')).out).toMatch(/count .*Counts the files.*\n +renew /);
    const help = (await run('create', '--help')).out.replace(/\s+/g, ' ');
    for (const word of ['scheme', 'virtualenv']) expect(help).toContain(word);
    expect((await run('understand', '--help')).out.replace(/\s+/g, ' ')).toContain('pip list --format=json');
    expect(await json('doctor')).toContainEqual(
      expect.objectContaining({
        id: 'manager-virtualenv',
        status: 'ok',
        found: expect.stringMatching(/^20\./),
      }),
    );
  });
});

it('a language that is added has its code read by its own parser, beside the others', async () => {
  const scheme = '; (import "six")\n(display "(import \\"six\\")")\n(import "numpy"\n  "scipy.stats")\n';
  writeFileSync(join(home.home, 'program.scm'), scheme);
  writeFileSync(join(home.home, 'program.py'), 'from yaml import (\n  load,\n)\n');
  expect(await json('understand', 'program.scm')).toMatchObject({
    language: 'scheme',
    packages: [
      { spec: 'numpy', line: 3 },
      { spec: 'scipy', line: 3 },
    ],
    notes: [],
  });
  expect(await json('understand', 'program.py')).toMatchObject({
    language: 'python',
    packages: [{ spec: 'pyyaml', line: 1 }],
  });
});

describe.sequential('a verified kernel with all of them', () => {
  const list = JSON.stringify([{ name: 'six', version: '1.17.0' }]);

  it('is made on the command line', async () => {
    writeFileSync(join(home.home, 'list.json'), list);
    const words = ['--language', 'scheme', '--manager', 'virtualenv', '--file', 'list.json'];
    const { exit, out } = await run('create', 'By line', ...words);
    expect(exit, out).toBe(0);
    expect(await json('show', 'by-line')).toMatchObject({
      recipe: { language: 'scheme', manager: 'virtualenv', packages: ['six==1.17.0'] },
      packages: expect.arrayContaining([expect.objectContaining({ name: 'calysto_scheme' })]),
    });
  });

  it('is looked at by the new operation', async () => {
    const { ok, details } = await json('count', 'by-line', '--ending', 'site-packages/six.py');
    expect({ ok, details }).toEqual({ ok: true, details: { files: 1 } });
  });

  it('gets another generation by the other one', async () => {
    const { exit, out } = await run('renew', 'by-line', '--yes');
    expect(exit, out).toBe(0);
    expect(await json('show', 'by-line')).toMatchObject({ generation: 2 });
  });

  it('is made on the page, from a file', async () => {
    const app = await startApp(home, { root: copy.root });
    const visitor = new Visitor(servedOn(app.port));
    await visitor.get(app.link());
    const page = (await visitor.get('/')).text;
    for (const word of ['value="scheme"', 'value="virtualenv"', 'pip list --format=json'])
      expect(page).toContain(word);

    const fields = { kernel_name: 'By page', kernel_language: 'scheme', kernel_manager: 'virtualenv' };
    const parts = Object.entries(fields).map(([name, value]) => ({ name, value }));
    const file = { name: 'upload', value: list, filename: 'list.json', type: 'application/json' };
    const sent = await visitor.post('/builds', new Multipart([...parts, file]));
    expect(sent.status, sent.text).toBe(303);
    const build = String(sent.headers.location).split('/').at(-1) ?? '';
    expect((await run('logs', build, '--follow')).out).toContain('Ready: “By page”');
    expect((await visitor.get(`/builds/${build}`)).text).toContain('λ');

    expect((await visitor.get('/kernels/show?name=by-page')).text).toContain('Count files');
    const counted = await visitor.post('/kernels/count', { name: 'by-page', ending: 'site-packages/six.py' });
    expect(counted.text).toContain('has 1 files');
  });
});
