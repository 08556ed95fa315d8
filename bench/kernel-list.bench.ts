/**
 * The list of 200 kernels against `jupyter kernelspec list --json`: in the process, and as a whole program; their quick
 * health; and the page of 500 kernels.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appRoot } from '../src/base/program.js';
import { quickHealthOf } from '../src/kernels/health/index.js';
import { listKernels } from '../src/kernels/kernelspec.js';
import { makeKernelsPage } from '../src/web/pages/kernels/kernels-page.js';
import { renderPage } from '../src/web/pages/render.js';
import { pythonWith } from '../test/support/python-with.js';
import { type BenchHome, inTurn, median, seconds, tell, withHome } from './support.js';

const KERNELS = 200;
const MANY = 500;
// As in an environment with numpy, pandas and matplotlib.
const PACKAGES = 40;
const FILES = 60;

const program = join(appRoot, 'bin/create-kernel');
const manifest = join(appRoot, 'src/plan/programs/manifest.py');
const pins = join(appRoot, 'test/parts/jupyter/requirements.txt');

await withHome(
  async (home) => {
    const first = makeFirst(home);
    for (let number = 1; number < KERNELS; number++) copyKernel(home, first, `kernel-${number}`);
    const jupyter = join(dirname(await pythonWith('jupyter', pins)), 'jupyter');
    const environment = { ...home.environment, JUPYTER_DATA_DIR: home.site.jupyter_data };
    const peer = async () => {
      execFileSync(jupyter, ['kernelspec', 'list', '--json'], { env: environment, stdio: 'pipe' });
    };
    const inside = await inTurn(7, peer, async () => void (await listKernels(home.site)));
    tell('jupyter kernelspec list / listed in the process', inside.ratio, { least: 20 }, ' ×');
    const whole = await inTurn(7, peer, async () => {
      execFileSync(program, ['list', '--json'], { env: environment, stdio: 'pipe' });
    });
    tell('jupyter kernelspec list / create-kernel list', whole.ratio, { least: 3 }, ' ×');
    const bare = await inTurn(7, peer, async () => {
      execFileSync(process.execPath, ['-e', '0'], { env: environment });
    });
    console.log(`jupyter kernelspec list / Node.js without any program: ${bare.ratio.toFixed(2)} ×`);
    const kernels = await listKernels(home.site);
    const times: number[] = [];
    for (let run = 0; run < 9; run++)
      times.push(await seconds(async () => void (await quickHealthOf(kernels, home.site))));
    const states = new Set(
      (await quickHealthOf(kernels, home.site)).map(({ state, looked }) => `${state} ${looked}`),
    );
    console.log(`${kernels.length} kernels: ${[...states].join(', ')} files`);
    tell(`quick health of ${KERNELS} kernels`, median(times) * 1000, { most: 300 }, ' ms');
    for (let number = KERNELS; number < MANY; number++) copyKernel(home, first, `kernel-${number}`);
    await tellPage(home);
  },
  { system_jupyter_path: [] },
);

async function tellPage({ site }: BenchHome): Promise<void> {
  const frame = {
    base: '',
    title: 'Kernels',
    section: 'kernels' as const,
    running: 0,
    csrf: 'x',
    version: '1',
  };
  let html = '';
  const make = async () => {
    html = renderPage('kernels', { ...frame, ...(await makeKernelsPage({}, site)) });
  };
  await make();
  const times: number[] = [];
  for (let run = 0; run < 9; run++) times.push(await seconds(make));
  tell(`page of ${MANY} kernels`, median(times) * 1000, { most: 300 }, ' ms');
  tell(`page of ${MANY} kernels`, Buffer.byteLength(html) / 1000, { most: 60 }, ' kB');
}

interface First {
  prefix: string;
  home: string;
}

/** An environment with files of the usual numbers, listed by the program that a build runs. */
function makeFirst({ site }: BenchHome): First {
  const home = join(site.locations[0]?.path ?? '', 'kernel-0');
  const prefix = join(home, '1');
  const place = join(prefix, 'lib/python3.11/site-packages');
  const put = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode });
  };
  for (let number = 0; number < PACKAGES; number++) {
    const name = number === 0 ? 'ipykernel' : `package${number}`;
    const files = Array.from({ length: FILES }, (_, index) => `${name}/module${index}.py`);
    for (const file of files) put(join(place, file), '# nothing\n');
    put(join(place, `${name}-1.0.dist-info/RECORD`), files.map((file) => `${file},,10\n`).join(''));
  }
  put(join(prefix, 'bin/python'), '#!/bin/sh\n', 0o755);
  put(join(prefix, 'pyvenv.cfg'), 'version = 3.11.2\n');
  const kept = join(prefix, '.create_kernel');
  mkdirSync(kept);
  execFileSync('python3', [manifest, '--prefix', prefix, '--output', join(kept, 'manifest')]);
  const packages = Array.from({ length: PACKAGES }, (_, number) => ({
    ...{ name: `package${number}`, version: '1.0', size: 600, source: 'pypi', requested: false },
  }));
  const kernel = { ok: true, seconds: 1, executable: '', language_version: '3.11.2', implementation: '' };
  put(join(kept, 'report.json'), JSON.stringify({ kernel, imports: [], packages, size: 1e8, files: 4000 }));
  publish(site.jupyter_data, 'kernel-0', prefix);
  return { prefix, home };
}

function copyKernel({ site }: BenchHome, { prefix, home }: First, name: string): void {
  const copy = join(dirname(home), name, '1');
  // The packages of all are the same files, which takes as long to look at as separate files.
  for (const part of ['bin', '.create_kernel', 'pyvenv.cfg'])
    cpSync(join(prefix, part), join(copy, part), { recursive: true });
  symlinkSync(join(prefix, 'lib'), join(copy, 'lib'));
  publish(site.jupyter_data, name, copy);
}

function publish(jupyter_data: string, name: string, prefix: string): void {
  const origin = {
    id: name,
    version: '1',
    generation: 1,
    prefix,
    manager: 'uv',
    recipe: { name, packages: ['numpy'] },
  };
  const spec = {
    ...{ argv: [join(prefix, 'bin/python'), '-m', 'ipykernel_launcher'], display_name: `Kernel ${name}` },
    ...{ language: 'python', env: { PYTHONPATH: '' }, metadata: { create_kernel: origin } },
  };
  const text = JSON.stringify(spec);
  for (const directory of [join(prefix, '.create_kernel/kernelspec'), join(jupyter_data, 'kernels', name)]) {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'kernel.json'), text);
  }
  writeFileSync(
    join(prefix, '.create_kernel/generation.json'),
    JSON.stringify({ schema: 1, id: name, number: 1 }),
  );
}
