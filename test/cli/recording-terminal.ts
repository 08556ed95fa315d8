import type { Terminal } from '../../src/cli/output/terminal.js';

/** A terminal without a user that records what is printed. */
export class RecordingTerminal implements Terminal {
  readonly interactive = false;
  readonly live = false;
  readonly colour = false;
  out = '';
  talk = '';

  async write(text: string): Promise<void> {
    this.out += text;
  }

  async print(...lines: string[]): Promise<void> {
    this.out += lines.map((line) => `${line}\n`).join('');
  }

  say(...lines: string[]): void {
    this.talk += lines.map((line) => `${line}\n`).join('');
  }

  async ask(): Promise<string> {
    return '';
  }

  onInterrupt(): () => void {
    return () => {};
  }
}
