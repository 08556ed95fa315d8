/** A real Jupyter server in a test's home, and notebooks that run without one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { type Answer, run } from '../../src/base/process.js';
import { jupyterProgram, jupyterPython } from '../parts/jupyter/index.js';
import type { Home } from './home.js';
import { ServedKernel } from './served-kernel.js';
import { waitFor } from './wait.js';

const TOKEN = 'for-this-test';

/** Variables of the session that only the kernels get, not the server. */
type Session = Record<string, string>;

/** A kernelspec as the server lists it. */
export interface ListedKernel {
  name: string;
  spec: { display_name: string; language: string; argv: string[]; env: Record<string, string> };
  /** Addresses on the server, by name without the extension. */
  resources: Record<string, string>;
}

export class JupyterServer {
  constructor(
    private readonly url: string,
    private readonly python: string,
  ) {}

  /** Sends a request as the server's own page does. */
  ask(path: string, method = 'GET', body?: object): Promise<Response> {
    const headers = { Authorization: `token ${TOKEN}` };
    return fetch(new URL(path, this.url), { method, headers, ...(body && { body: JSON.stringify(body) }) });
  }

  /** The kernels of the launcher, by name. */
  async kernelspecs(): Promise<Record<string, ListedKernel>> {
    const answer = await this.ask('/api/kernelspecs');
    return (await answer.json()).kernelspecs;
  }

  async startKernel(name: string): Promise<ServedKernel> {
    const answer = await this.ask('/api/kernels', 'POST', { name });
    if (answer.status !== 201) throw new Error(await answer.text());
    return this.served((await answer.json()).id);
  }

  /** Opens a notebook with a kernel, as the Jupyter page does. */
  async openNotebook(path: string, kernel: string): Promise<ServedKernel> {
    const session = { path, type: 'notebook', name: '', kernel: { name: kernel } };
    const answer = await this.ask('/api/sessions', 'POST', session);
    if (answer.status !== 201) throw new Error(await answer.text());
    return this.served((await answer.json()).kernel.id);
  }

  private served(id: string): ServedKernel {
    const address = `${this.url.replace(/^http/, 'ws')}api/kernels/${id}/channels?token=${TOKEN}`;
    return new ServedKernel(id, { ask: this.ask.bind(this), python: this.python, address });
  }
}

/** Starts a server on 127.0.0.1 that finds the home's kernels; it is stopped at the end of the test, or of the file. */
export async function startJupyterServer(
  home: Home,
  { session = {}, shared = false }: { session?: Session; shared?: boolean } = {},
): Promise<JupyterServer> {
  const python = await jupyterPython();
  const options = [
    ...['--ServerApp.ip=127.0.0.1', '--ServerApp.port_retries=500', '--allow-root', '--no-browser'],
    ...[`--IdentityProvider.token=${TOKEN}`, `--ServerApp.root_dir=${home.home}`],
  ];
  const program = spawn(
    python,
    ['-I', jupyterProgram('server.py'), JSON.stringify({ ...environmentOf(home), ...session }), ...options],
    { env: environmentOf(home), stdio: 'ignore' },
  );
  (shared ? afterAll : onTestFinished)(async () => {
    if (program.exitCode === null && program.kill('SIGTERM')) await once(program, 'exit');
  });
  // The server writes its port to a file once it listens.
  const portFile = join(runtimeDirectory(home), `jpserver-${program.pid}.json`);
  const url = await waitFor('the Jupyter server to be there', () => addressIn(portFile));
  return new JupyterServer(url, python);
}

/** Runs a notebook on a kernel of the home with nbclient. Returns the text of each cell's outputs. */
export async function runNotebook(
  home: Home,
  notebook: { kernel: string; cells: string[]; session: Session },
): Promise<string[]> {
  const answer = await run([await jupyterPython(), '-I', jupyterProgram('notebook.py')], {
    environment: environmentOf(home),
    seconds: 600,
    input: JSON.stringify(notebook),
  });
  if (answer.exit !== 0) throw new Error(answer.stderr);
  return JSON.parse(answer.stdout);
}

/** Runs a program of Jupyter with the kernels of the home, on the tests' Python or another one. */
export async function runJupyter(
  home: Home,
  words: readonly string[],
  { session = {}, python, input = '' }: { session?: Session; python?: string; input?: string } = {},
): Promise<Answer> {
  return run([python ?? (await jupyterPython()), ...words], {
    environment: { ...environmentOf(home), ...session },
    seconds: 600,
    input,
  });
}

/** An output of a cell: https://nbformat.readthedocs.io/en/latest/format_description.html#code-cell-outputs */
export interface CellOutput {
  output_type: 'stream' | 'display_data' | 'execute_result' | 'error';
  text?: string;
  data?: Record<string, string>;
  ename?: string;
  traceback?: string[];
}

/** Runs cells on a kernel of the home, and goes on after errors. Returns the outputs of each cell. */
export async function runCells(
  home: Home,
  notebook: { kernel: string; cells: readonly string[]; session: Session },
): Promise<CellOutput[][]> {
  const answer = await run([await jupyterPython(), '-I', jupyterProgram('outputs.py')], {
    environment: environmentOf(home),
    seconds: 600,
    input: JSON.stringify(notebook),
  });
  if (answer.exit !== 0) throw new Error(answer.stderr);
  return JSON.parse(answer.stdout);
}

/** Where the servers of a home describe themselves. */
export function runtimeDirectory({ directory }: Home): string {
  return join(directory, 'jupyter-runtime');
}

function environmentOf(home: Home): Record<string, string> {
  mkdirSync(runtimeDirectory(home), { recursive: true, mode: 0o700 });
  return {
    ...home.environment,
    LANG: 'C.UTF-8',
    JUPYTER_RUNTIME_DIR: runtimeDirectory(home),
    JUPYTER_CONFIG_DIR: join(home.directory, 'jupyter-config'),
  };
}

function addressIn(file: string): string | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).url;
  } catch {
    return undefined;
  }
}
