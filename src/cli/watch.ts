/** Watches a build to its end, and asks at Ctrl-C what shall become of it. */
import { type Build, cancelBuild, readBuild } from '../build/builds.js';
import { type BuildState, initialState } from '../build/state.js';
import { userErrorsOf } from '../errors.js';
import type { Site } from '../site/site.js';
import { followBuild } from './follow.js';
import type { Progress } from './progress/progress.js';
import type { Terminal } from './terminal.js';

type Root = Pick<Site, 'data_root'>;

/** The build's last state, or nothing if the person left it running. */
export async function watchBuild(
  build: Build,
  site: Root,
  terminal: Terminal,
  progress: Progress,
): Promise<BuildState | undefined> {
  const leaving = new AbortController();
  const ended = new AbortController();
  const interrupts = new Interrupts({ build, site, terminal, progress, leaving, ended: ended.signal });
  const ignore = terminal.onInterrupt(() => interrupts.take());
  let state = initialState;
  try {
    for await (const { events, ...next } of followBuild(build, site, leaving.signal)) {
      state = next.state;
      await progress.show(events, state);
    }
  } finally {
    ended.abort();
    ignore();
    await interrupts.answered;
    await progress.end();
  }
  return leaving.signal.aborted ? undefined : state;
}

interface Watched {
  build: Build;
  site: Root;
  terminal: Terminal;
  progress: Progress;
  /** Aborted when the person leaves the build running. */
  leaving: AbortController;
  /** Aborts when the build has ended. */
  ended: AbortSignal;
}

const QUESTION = 'Cancel the build? It goes on without this command otherwise. [y/N] ';

class Interrupts {
  /** Resolves when no question stands any more. */
  answered: Promise<void> = Promise.resolve();
  private asked = false;

  constructor(private readonly watched: Watched) {}

  /** The first Ctrl-C asks; the second one leaves at once, as does one where there is nobody to ask. */
  take(): void {
    const { terminal, leaving } = this.watched;
    if (this.asked || !terminal.interactive) {
      leaving.abort();
    } else {
      this.asked = true;
      this.answered = this.askAndDo();
    }
  }

  private async askAndDo(): Promise<void> {
    const { terminal, progress, leaving, ended } = this.watched;
    progress.pause();
    terminal.say('');
    const answer = await terminal.ask(QUESTION, AbortSignal.any([leaving.signal, ended]));
    const cancels = /^y(es)?$/i.test(answer.trim());
    if (cancels) await this.cancel();
    if (cancels || ended.aborted) progress.resume();
    else leaving.abort();
  }

  private async cancel(): Promise<void> {
    const { build, site, terminal } = this.watched;
    terminal.say('Cancelling the build');
    try {
      cancelBuild(await readBuild(build.id, site));
    } catch (error) {
      // It ended while the question stood.
      if (userErrorsOf(error).length === 0) throw error;
    }
  }
}
