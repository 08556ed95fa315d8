/** A kernel that a Jupyter server has started. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { jupyterProgram } from '../parts/jupyter/index.js';
import { cleanEnvironment } from './python.js';
import { waitFor } from './wait.js';

interface Server {
  ask(path: string, method?: string, body?: object): Promise<Response>;
  python: string;
  /** Of the kernel's websocket. */
  address: string;
}

/** How a cell ended. */
export interface Reply {
  status: 'ok' | 'error' | 'aborted';
  ename?: string;
  evalue?: string;
}

export class ServedKernel {
  constructor(
    private readonly id: string,
    private readonly server: Server,
  ) {}

  /** Runs a cell to its end. */
  async run(code: string): Promise<{ text: string; reply: Reply }> {
    return this.begin(code).end;
  }

  /** Starts a cell; `text` is its output so far. */
  begin(code: string): { text(): string; end: Promise<{ text: string; reply: Reply }> } {
    const program = spawn(this.server.python, ['-I', jupyterProgram('cell.py'), this.server.address], {
      env: cleanEnvironment('/proc/nonexistent'),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let text = '';
    program.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    program.stdin.end(code);
    const end = once(program, 'close').then(() => {
      const cut = text.trimEnd().lastIndexOf('\n');
      return { text: text.slice(0, cut), reply: JSON.parse(text.slice(cut)) };
    });
    return { text: () => text, end };
  }

  interrupt(): Promise<Response> {
    return this.server.ask(`/api/kernels/${this.id}/interrupt`, 'POST');
  }

  restart(): Promise<Response> {
    return this.server.ask(`/api/kernels/${this.id}/restart`, 'POST');
  }

  /** Ends it, and waits for its processes to end. */
  async shutDown(): Promise<void> {
    await this.server.ask(`/api/kernels/${this.id}`, 'DELETE');
    await waitFor('the processes of the kernel to end', () => this.processes().length === 0);
  }

  /** The processes with the kernel's connection file among their arguments. */
  processes(): number[] {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.filter((pid) => commandOf(pid).includes(`kernel-${this.id}.json`)).map(Number);
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
