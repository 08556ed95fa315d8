/** The link that a notebook shows if it lacks a module, on a real kernel and in the programs that run one. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { type CellOutput, runCells, runJupyter } from '../support/jupyter.js';
import { notebookOf } from '../support/notebook.js';
import { serveHome } from '../support/web.js';
import { program } from './command-line.js';

const portal_url = 'https://portal.example/pun/sys/create_kernel';
const home = makeHome({ shared: true, keepPackages: true, settings: { portal_url } });
const served = await serveHome(home, { shared: true });
const kernels = join(home.jupyter_data, 'kernels');
const specOf = (name: string) => JSON.parse(readFileSync(join(kernels, name, 'kernel.json'), 'utf8'));

/** A kernel with the same environment and another command. */
function copyKernel(name: string, change: (argv: string[]) => string[]): void {
  cpSync(join(kernels, 'misses'), join(kernels, name), { recursive: true });
  const spec = specOf('misses');
  const file = join(kernels, name, 'kernel.json');
  writeFileSync(file, JSON.stringify({ ...spec, argv: change(spec.argv), metadata: {} }));
}

const isHook = (word: string) => word.includes('code_to_run');
const file = (name: string, text: string) => {
  const path = join(home.directory, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};

file('shared/spread/one.py', '');
const script = file('script.py', 'import in_a_script\n');
const handler = (errors: string, prints: string) =>
  `get_ipython().set_custom_exc(${errors}, lambda *_, **__: print("${prints}"))`;
const raised = (name: string) => `raise ModuleNotFoundError("No module", name=${name})`;

/** Cells, and the module that the link below their output adds. */
const cells: [code: string, module?: string][] = [
  ['import six, cv2', 'cv2'],
  ['%who'],
  ['def inside():\n    import in_a_function.part', undefined],
  ['inside()', 'in_a_function'],
  ['import importlib\nimportlib.import_module("by_name")', 'by_name'],
  [`%run ${script}`, 'in_a_script'],
  ['%time import timed', 'timed'],
  ['%%timeit -n1 -r1\nimport timed_too', 'timed_too'],
  ['import asyncio\nawait asyncio.sleep(0)\nimport after_await', 'after_await'],
  ['async def task():\n    import in_a_task\nawait asyncio.ensure_future(task())', 'in_a_task'],
  ['try:\n    1 / 0\nexcept ZeroDivisionError:\n    import chained', 'chained'],
  ['class Own(ModuleNotFoundError): pass\nraise Own("none", name="own")', 'own'],
  // A part that an installed package does not have; a package that shares its directory may have it.
  ['import six.moves.nothing'],
  ['import os.nothing'],
  [`import sys\nsys.path.append(${JSON.stringify(join(home.directory, 'shared'))})\nimport spread.one`],
  ['import spread.two.three', 'spread.two'],
  // Python itself was compiled without it, which no package changes.
  [raised('"tkinter"')],
  [raised('"_bz2"')],
  ['from . import beside'],
  ['try:\n    import caught\nexcept ImportError:\n    print("caught")'],
  ['try:\n    import cause\nexcept ImportError as error:\n    raise RuntimeError("other") from error'],
  ['raise ModuleNotFoundError'],
  ['raise ModuleNotFoundError("No module named \'by_hand\'")'],
  ...['5', '""', '"a b"', '"a..b"', `'"><script>alert(1)</script>&c=d#'`, '"n" * 5000'].map(
    (name): [string] => [raised(name)],
  ),
  [raised('"été_ü"'), 'été_ü'],
  ['%xmode Plain'],
  ['import plain', 'plain'],
  ['%xmode Minimal'],
  ['import minimal', 'minimal'],
  ['%xmode Context'],
  // A handler of the person's own, or of an extension, gets its errors.
  [handler('(LookupError,)', 'theirs')],
  ['{}["a"]'],
  ['import after_theirs', 'after_theirs'],
  ['print(sorted(name for name in globals() if not name.startswith("_")))'],
  ['1 / 0'],
  ['_'],
];

// What a widget shows is kept, not printed.
const widget = [
  'from ipywidgets import Output\nout = Output()\nwith out:\n    import in_a_widget',
  'out.outputs',
];

beforeAll(async () => {
  const packages = ['six', 'ipywidgets', 'papermill', 'jupyter-console'];
  await createWell(home, { name: 'misses', display_name: 'Misses', packages });
});

const session = { IPYTHONDIR: join(home.directory, 'ipython') };
const runOn = (kernel: string, code: readonly string[]) => runCells(home, { kernel, cells: code, session });
const types = (outputs: CellOutput[] = []) => outputs.map(({ output_type }) => output_type);
const isLink = ({ data }: CellOutput) => data?.['text/plain']?.startsWith('add it: ') ?? false;

/** The modules of the links below a cell. */
const modules = (outputs: CellOutput[] = []) =>
  outputs
    .filter(isLink)
    .map(({ data }) =>
      new URL(data?.['text/plain']?.replace('add it: ', '') ?? '').searchParams.get('module'),
    );

/** Everything else, without what differs between two runs of one kernel. */
const shown = (outputs: CellOutput[] = []) =>
  JSON.stringify(outputs.filter((each) => !isLink(each)))
    .replace(/ipykernel_\d+|<ipython[^>]*>/g, '')
    .replace(/[\d.]+ (?:[nμm]s|s)\b/g, '');

describe('a notebook that lacks a module', () => {
  it('shows its traceback as ever, then a link, and has no name that it did not have', async () => {
    copyKernel('plain', (argv) => argv.filter((word) => !isHook(word)));
    const code = cells.map(([each]) => each);
    const [own, plain] = await Promise.all([
      runOn('misses', [...code, ...widget, `!'${program}' which --json`]),
      runOn('plain', code),
    ]);
    const [inWidget, kept, known] = own.splice(code.length);
    expect(JSON.parse(known?.[0]?.text ?? '')).toMatchObject({ name: 'misses', generation: 1, published: 1 });
    expect(inWidget).toEqual([]);
    expect(kept?.[0]?.data?.['text/plain']).toMatch(/'error'[\s\S]*'display_data'[\s\S]*module=in_a_widget/);
    expect(specOf('misses').argv.filter(isHook)).toHaveLength(1);
    const found = cells.map(([each], index) => [each, modules(own[index])]);
    expect(found).toEqual(cells.map(([each, module]) => [each, module === undefined ? [] : [module]]));
    expect(own.map(shown)).toEqual(plain.map(shown));
    expect(own[1]?.[0]?.text).toBe('six\t \n');
    const { 'text/plain': text = '', 'text/html': html = '' } = own[0]?.find(isLink)?.data ?? {};
    expect(types(own[0])).toEqual(['error', 'display_data']);
    expect(text).toMatch(
      /^add it: https:\/\/portal\.example\/pun\/sys\/create_kernel\/missing-module\?kernel=misses&\S*&module=cv2$/,
    );
    expect(html).toContain('add cv2 to this kernel</a>');
    await followed(text.replace('add it: ', ''));
  });

  /** The link leads to the page that updates the kernel, with the module filled in. */
  async function followed(link: string): Promise<void> {
    const { headers } = await served.ask(link.replace(portal_url, ''));
    expect(headers.location).toBe('/kernels/update?name=misses&add=import+cv2');
  }

  it('leaves the files and the handler of the person’s own profile alone', async () => {
    const mine = file('mine.py', `mine = 42\n${handler('(ModuleNotFoundError,)', 'mine')}\n`);
    file(
      'own/profile_default/ipython_config.py',
      `c.InteractiveShellApp.exec_files = [${JSON.stringify(mine)}]\n`,
    );
    const code = ['mine', 'import cv2', 'get_ipython().set_custom_exc((), None)', 'import cv2'];
    const own = { IPYTHONDIR: join(home.directory, 'own') };
    const [value, handled, , missed] = await runCells(home, { kernel: 'misses', cells: code, session: own });
    expect(value?.[0]?.data?.['text/plain']).toBe('42');
    expect(handled).toMatchObject([{ output_type: 'stream', text: 'mine\n' }]);
    expect(types(missed)).toEqual(['error', 'display_data']);
  });
});

describe('a program that runs a notebook', () => {
  const notebook = file(
    'rain.ipynb',
    notebookOf(['import cv2', 'print("after")'], {
      kernelspec: { name: 'misses', display_name: 'Misses', language: 'python' },
    }),
  );
  const link = /add it: (https:\/\/portal\.example\/\S+module=cv2)$/m;
  const python = () => join(specOf('misses').metadata.create_kernel.prefix, 'bin/python');
  const outputsOf = (path: string): CellOutput[][] =>
    JSON.parse(readFileSync(path, 'utf8')).cells.flatMap(({ outputs = [] }) =>
      outputs.length ? [outputs] : [],
    );
  /** The plain text of an output, which a file has as a list of lines. */
  const textOf = (output?: CellOutput) => [output?.data?.['text/plain'] ?? ''].flat().join('');

  it('nbconvert keeps text for a terminal, and a link in a page', async () => {
    const words = [
      '-m',
      'nbconvert',
      '--execute',
      '--allow-errors',
      '--to',
      'notebook',
      '--output',
      'ran',
      notebook,
    ];
    expect(await runJupyter(home, words, { session })).toMatchObject({ exit: 0 });
    const ran = join(home.directory, 'ran.ipynb');
    const [missed, after] = outputsOf(ran);
    expect(types(missed)).toEqual(['error', 'display_data']);
    const address = link.exec(textOf(missed?.[1]))?.[1];
    expect(types(after)).toEqual(['stream']);
    expect(await runJupyter(home, ['-m', 'nbconvert', '--to', 'html', ran])).toMatchObject({ exit: 0 });
    const anchors = readFileSync(join(home.directory, 'ran.html'), 'utf8').match(
      /<a [^>]*missing-module[^>]*>/g,
    );
    expect(anchors).toHaveLength(1);
    expect(anchors?.[0]?.replaceAll('&amp;', '&')).toContain(`href="${address}"`);
  });

  it('papermill writes text into the notebook that failed, and into its log', async () => {
    const failed = join(home.directory, 'failed.ipynb');
    const words = ['-m', 'papermill', '--log-output', notebook, failed];
    const { exit, stderr } = await runJupyter(home, words, { session, python: python() });
    expect(exit).toBe(1);
    expect(stderr).toMatch(link);
    expect(stderr).not.toContain('<a ');
    expect(outputsOf(failed).flat().map(textOf).join('\n')).toMatch(link);
  });

  it('a terminal shows text', async () => {
    const words = ['-m', 'jupyter_console', '--kernel', 'misses', '--simple-prompt'];
    const input = 'import cv2\nexit\n';
    const { stdout } = await runJupyter(home, words, { session, python: python(), input });
    expect(stdout).toMatch(link);
    expect(stdout).not.toContain('<a ');
  });
});

it('shows no link without `portal_url`', async () => {
  const without = makeHome({ pretendUv: true });
  const { plan } = await createWell(without, { name: 'plain' });
  const spec = readFileSync(join(plan.kernel_directory, 'kernel.json'), 'utf8');
  expect(spec).not.toContain('code_to_run');
});
