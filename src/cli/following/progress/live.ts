/** Progress on a terminal: a few lines, redrawn while the build runs. */
import { type BuildState, initialState } from '../../../shared/builds/build-state.js';
import type { Terminal } from '../../output/terminal.js';
import { frameLines } from './frame.js';
import type { ProgressDisplay } from './progress.js';

const REDRAW = 100;
const CLOCK = 1000;

// Sequences of ECMA-48, and DEC's autowrap mode: long lines are cut, not wrapped.
const up = (lines: number) => (lines > 0 ? `\x1b[${lines}A` : '');
const ERASE_LINE = '\x1b[K';
const ERASE_BELOW = '\x1b[J';
const CUT_LINES = '\x1b[?7l';
const WRAP_LINES = '\x1b[?7h';

export class LiveProgress implements ProgressDisplay {
  private state: BuildState = initialState;
  private tail = '';
  /** The number of lines that are drawn. */
  private drawn = 0;
  private paused = false;
  private due: NodeJS.Timeout | undefined;
  private readonly clock: NodeJS.Timeout;

  constructor(private readonly terminal: Terminal) {
    this.clock = setInterval(() => this.draw(), CLOCK);
  }

  show: ProgressDisplay['show'] = async (events, state) => {
    this.state = state;
    const last = events.findLast((event) => event.type === 'output' && event.text.trim() !== '');
    if (last?.type === 'output') this.tail = last.text;
    this.due ??= setTimeout(() => this.draw(), REDRAW);
  };

  pause(): void {
    this.paused = true;
  }

  /** Redraws below what was printed during the pause. */
  resume(): void {
    this.paused = false;
    this.drawn = 0;
    this.draw();
  }

  async end(): Promise<void> {
    clearInterval(this.clock);
    this.tail = '';
    this.draw();
    clearTimeout(this.due);
  }

  private draw(): void {
    clearTimeout(this.due);
    this.due = undefined;
    if (this.paused) return;
    const { colour } = this.terminal;
    const lines = frameLines(this.state, { colour, now: Date.now(), tail: this.tail });
    const picture = lines.map((line) => `${line}${ERASE_LINE}\n`).join('');
    void this.terminal.write(`${CUT_LINES}${up(this.drawn)}\r${picture}${ERASE_BELOW}${WRAP_LINES}`);
    this.drawn = lines.length;
  }
}
