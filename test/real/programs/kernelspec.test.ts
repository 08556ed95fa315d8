/** The kernelspec that we make, started by a Jupyter client from a session that has everything that does harm. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, run } from '../../../src/base/process.js';
import { python } from '../../../src/languages/python/index.js';
import { makeKernelspec } from '../../support/kernelspec.js';
import { cleanEnvironment } from '../../support/python.js';
import { makeVenv, put, type Venv } from '../../support/venv.js';

const client = fileURLToPath(new URL('../../support/run-cell.py', import.meta.url));
const HARM = 'raise SystemExit("a file of the session got into the kernel")\n';

let venv: Venv;
let session: Record<string, string>;

beforeAll(async () => {
  venv = await makeVenv(['ipykernel', 'six']);
  // So that Python looks at the home directory at all, as it does in a conda environment.
  const settings = join(venv.prefix, 'pyvenv.cfg');
  const text = await readFile(settings, 'utf8');
  await writeFile(
    settings,
    text.replace('include-system-site-packages = false', 'include-system-site-packages = true'),
  );
  session = await harmfulSession(venv);
});

afterAll(() => venv.remove());

async function harmfulSession({ directory, home, sitePackages }: Venv): Promise<Record<string, string>> {
  const path = (name: string) => join(directory, 'session', name);
  const userSite = join(home, '.local/lib', basename(dirname(sitePackages)), 'site-packages');
  await put(path('modules/json.py'), HARM);
  await put(path('libraries/libstdc++.so.6'), '');
  await put(path('startup.py'), HARM);
  await put(join(userSite, 'six.py'), HARM);
  await put(join(userSite, 'only_at_home.py'), '');
  return {
    ...cleanEnvironment(home),
    PATH: `${path('bin')}:/usr/bin:/bin`,
    PYTHONPATH: path('modules'),
    PYTHONHOME: path('python'),
    PYTHONSTARTUP: path('startup.py'),
    LD_LIBRARY_PATH: path('libraries'),
    VIRTUAL_ENV: path('another'),
  };
}

async function runCell(code: string, more: object = {}): Promise<Answer> {
  const directory = join(venv.directory, 'work');
  await mkdir(directory, { recursive: true });
  const kernels = await makeKernelspec(venv, 'mine', more);
  return run([venv.python, '-I', client], {
    environment: { ...cleanEnvironment(venv.home), JUPYTER_RUNTIME_DIR: venv.directory },
    seconds: 600,
    input: JSON.stringify({ kernels, name: 'mine', environment: session, directory, code }),
  });
}

const show = (expression: string) => `import os, site, six, sys\nprint(${expression}, end="")`;
const missing = 'import importlib.util\nprint(importlib.util.find_spec("only_at_home"), end="")';

it.each<[string, string, (venv: Venv) => string]>([
  ['runs the Python of its environment', show('sys.executable'), ({ python }) => python],
  [
    'imports the package of its environment, not the one in ~/.local',
    show('six.__file__'),
    ({ sitePackages }) => `${sitePackages}/six.py`,
  ],
  ['does not see ~/.local', missing, () => 'None'],
  ['does not see PYTHONPATH', show('[place for place in sys.path if "session" in place]'), () => '[]'],
  [
    'finds programs of its environment first and those of the session last',
    show('os.environ["PATH"]'),
    ({ prefix }) => `${prefix}/bin:${session.PATH}`,
  ],
  ['names its environment to other tools', show('os.environ["VIRTUAL_ENV"]'), ({ prefix }) => prefix],
  [
    'loads C++ libraries although the session offers a broken one',
    'import ctypes\nlibrary = ctypes.CDLL("libstdc++.so.6")',
    () => '',
  ],
])('a kernel %s', async (_, code, expected) => {
  expect(await runCell(code)).toMatchObject({ exit: 0, stdout: expected(venv) });
});

it('report 34: a kernel does not read or write history if the site has disabled it', async () => {
  const argv = [...python.argv(venv.prefix, '3.11'), ...(python.history?.without ?? [])];
  const answer = await runCell('print(get_ipython().history_manager.enabled, end="")', { argv });
  expect(answer).toMatchObject({ exit: 0, stdout: 'False' });
});

it('a kernel has its variables word for word, whatever they contain', async () => {
  const value = `$HOME \${PATH} $$ "quoted" 'too' \\n\nnext é 🐍`;
  const answer = await runCell('import os\nprint(ascii(os.environ["HOSTILE"]), end="")', {
    variables: { HOSTILE: value },
  });
  expect(answer).toMatchObject({ exit: 0 });
  const ascii = await run([venv.python, '-c', 'import sys; print(ascii(sys.argv[1]))', value], {
    environment: cleanEnvironment(venv.home),
    seconds: 600,
  });
  expect(answer.stdout).toBe(ascii.stdout);
});
