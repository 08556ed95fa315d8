/** Watches a build to its end. Ctrl-C asks whether to cancel it. */

import { userErrorsOf } from '../../base/errors.js';
import type { Build } from '../../builds/build.js';
import { cancelBuild, readBuild } from '../../builds/builds.js';
import { type BuildState, initialState } from '../../shared/builds/build-state.js';
import type { Site } from '../../site/site.js';
import type { Terminal } from '../output/terminal.js';
import { followBuild } from './follow.js';
import type { ProgressDisplay } from './progress/progress.js';

export interface Watch {
  build: Build;
  site: Pick<Site, 'data_root' | 'locations' | 'jupyter_data' | 'config'>;
  terminal: Terminal;
  progress: ProgressDisplay;
}

/** The last state of the build; undefined if the user left it running. */
export async function watchBuild(watch: Watch): Promise<BuildState | undefined> {
  const { build, site, terminal, progress } = watch;
  const leaving = new AbortController();
  const ended = new AbortController();
  const interrupts = new Interrupts(watch, leaving, ended.signal);
  const ignore = terminal.onInterrupt(() => interrupts.take());
  let last = initialState;
  try {
    for await (const { events, state } of followBuild(build, site, leaving.signal)) {
      last = state;
      await progress.show(events, state);
    }
  } finally {
    ended.abort();
    ignore();
    await interrupts.answered;
    await progress.end();
  }
  return leaving.signal.aborted ? undefined : last;
}

const QUESTION = 'Cancel the build? Otherwise it continues in the background. [y/N] ';

class Interrupts {
  /** Resolves when no question is open. */
  answered: Promise<void> = Promise.resolve();
  private asked = false;

  constructor(
    private readonly watch: Watch,
    /** Aborted when the user leaves the build running. */
    private readonly leaving: AbortController,
    /** Aborts when the build has ended. */
    private readonly ended: AbortSignal,
  ) {}

  /** The first Ctrl-C asks. The second one leaves at once, as does the first if the user cannot be asked. */
  take(): void {
    if (this.asked || !this.watch.terminal.interactive) {
      this.leaving.abort();
    } else {
      this.asked = true;
      this.answered = this.askAndDo();
    }
  }

  private async askAndDo(): Promise<void> {
    const { terminal, progress } = this.watch;
    progress.pause();
    terminal.say('');
    const answer = await terminal.ask(QUESTION, AbortSignal.any([this.leaving.signal, this.ended]));
    const cancels = /^y(es)?$/i.test(answer.trim());
    if (cancels) await this.cancel();
    if (cancels || this.ended.aborted) progress.resume();
    else this.leaving.abort();
  }

  private async cancel(): Promise<void> {
    const { build, site, terminal } = this.watch;
    terminal.say('Cancelling the build');
    try {
      await cancelBuild(await readBuild(build.id, site));
    } catch (error) {
      // It ended during the question.
      if (userErrorsOf(error).length === 0) throw error;
    }
  }
}
