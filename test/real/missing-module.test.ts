/** The link that a notebook shows if it misses a module, on a real kernel. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { type CellOutput, runCells } from '../support/jupyter.js';
import { serveHome } from '../support/web.js';

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
const cells = [
  'import six, cv2',
  '%who',
  'import six.moves.nothing',
  'print(sorted(name for name in globals() if not name.startswith("_")))',
  '1 / 0',
  '_',
];

beforeAll(() => createWell(home, { name: 'misses', display_name: 'Misses', packages: ['six'] }));

const session = { IPYTHONDIR: join(home.directory, 'ipython') };
const runOn = (kernel: string, code = cells) => runCells(home, { kernel, cells: code, session });
const types = (outputs: CellOutput[] = []) => outputs.map(({ output_type }) => output_type);

/** Without the addresses of objects and the numbers of cells. */
const shown = (outputs: CellOutput[] = []) =>
  outputs
    .flatMap(({ traceback = [] }) => traceback)
    .map((line) => line.replace(/ipykernel_\d+|<ipython[^>]*>/g, ''));

describe('a notebook that misses a module', () => {
  it('shows its traceback as ever, then a link, and has no name that it did not have', async () => {
    copyKernel('plain', (argv) => argv.filter((word) => !isHook(word)));
    const [own, plain] = await Promise.all([runOn('misses'), runOn('plain')]);
    expect(specOf('misses').argv.filter(isHook)).toHaveLength(1);
    expect(types(own[0])).toEqual(['error', 'display_data']);
    expect(shown(own[0])).toEqual(shown(plain[0]));
    const { 'text/plain': text = '', 'text/html': html = '' } = own[0]?.[1]?.data ?? {};
    expect(text).toMatch(
      /^add it: https:\/\/portal\.example\/pun\/sys\/create_kernel\/missing-module\?kernel=misses&\S*&module=cv2$/,
    );
    expect(html).toContain('add cv2 to this kernel</a>');
    expect(own.slice(1).map(shown)).toEqual(plain.slice(1).map(shown));
    expect(own.slice(1).map(types)).toEqual(plain.slice(1).map(types));
    expect([own[1], own[3], own[5]]).toEqual([plain[1], plain[3], plain[5]]);
    expect(own[1]?.[0]?.text).toBe('six\t \n');
    await followed(text.replace('add it: ', ''));
  });

  /** The link leads to the page that updates the kernel, with the module filled in. */
  async function followed(link: string): Promise<void> {
    const { headers } = await served.ask(link.replace(portal_url, ''));
    expect(headers.location).toBe('/kernels/update?name=misses&add=import+cv2');
  }

  it('runs the files of the person’s own profile, and leaves a handler of it alone', async () => {
    const profile = join(session.IPYTHONDIR, 'profile_default');
    mkdirSync(profile, { recursive: true });
    writeFileSync(join(profile, 'mine.py'), 'mine = 42\n');
    const files = JSON.stringify([join(profile, 'mine.py')]);
    writeFileSync(join(profile, 'ipython_config.py'), `c.InteractiveShellApp.exec_files = ${files}\n`);
    const [first, missed] = await runOn('misses', ['mine', 'import cv2']);
    expect(first?.[0]?.data?.['text/plain']).toBe('42');
    expect(types(missed)).toEqual(['error', 'display_data']);
    const handler =
      'get_ipython().set_custom_exc((ModuleNotFoundError,), lambda self, *_, **__: print("mine"))\n';
    writeFileSync(join(profile, 'mine.py'), `mine = 42\n${handler}`);
    const [handled] = await runOn('misses', ['import cv2']);
    expect(handled).toMatchObject([{ output_type: 'stream', text: 'mine\n' }]);
  });

  it('links to a new kernel like this one, if its kernel cannot be changed', async () => {
    const shared = join(home.directory, 'missing_module.py');
    cpSync(join(kernels, 'misses', 'missing_module.py'), shared);
    const line = `__import__("runpy").run_path("${shared}", dict(portal_url="${portal_url}")) and None`;
    copyKernel('central', (argv) => [
      ...argv.filter((word) => !isHook(word)),
      `--IPKernelApp.code_to_run=${line}`,
    ]);
    const own = { IPYTHONDIR: join(home.directory, 'other') };
    const [missed] = await runCells(home, { kernel: 'central', cells: ['import cv2'], session: own });
    const link = missed?.[1]?.data?.['text/plain']?.replace('add it: ', '') ?? '';
    expect(link).not.toContain('kernel=');
    const named = await served.ask('/missing-module?kernel=central&module=cv2');
    expect(named.headers.location).toBe('/?like=central&module=cv2');
    const form = await served.ask('/?like=central&module=cv2');
    expect(form.text).toContain('six==');
    expect(form.text).toContain('import cv2');
  });
});

it('shows no link without `portal_url`', async () => {
  const without = makeHome({ pretendUv: true });
  const { plan } = await createWell(without, { name: 'plain' });
  const spec = readFileSync(join(plan.kernel_directory, 'kernel.json'), 'utf8');
  expect(spec).not.toContain('code_to_run');
});
