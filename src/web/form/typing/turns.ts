/** One question of a user at a time, whichever page asks: a newer one of the same page ends the earlier one, others wait. */
export class Turns {
  private readonly asked = new Map<string, AbortController>();
  private last: Promise<unknown> = Promise.resolve();

  /** `gone` ends the question when its page no longer waits. Undefined if it ended before its turn. */
  async take<Result>(
    page: string,
    gone: AbortSignal,
    ask: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result | undefined> {
    const own = new AbortController();
    const end = () => own.abort();
    this.asked.get(page)?.abort();
    this.asked.set(page, own);
    gone.addEventListener('abort', end);
    if (gone.aborted) end();
    const turn = this.last.then(() => (own.signal.aborted ? undefined : ask(own.signal)));
    this.last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      gone.removeEventListener('abort', end);
      if (this.asked.get(page) === own) this.asked.delete(page);
    }
  }
}
