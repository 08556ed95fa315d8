/** A thread that reads large texts, so that the event loop of a server answers other requests meanwhile. */
import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UserError } from '../../../base/errors.js';
import type { CodeInterpreter, FromThread, ReadQuestion, ToThread } from './messages.js';
import { fromData, type Reading } from './reading.js';

export interface ThreadLimits {
  /** Of one question. The parser of a language, a process with a shorter limit, has to end before. */
  seconds: number;
  /** Of its memory. */
  megabytes: number;
  /** The thread ends when no one has asked for so long. */
  idle_seconds: number;
}

const usual: ThreadLimits = { seconds: 30, megabytes: 400, idle_seconds: 60 };

export class ReadingThread {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly program: string,
    private readonly limits: ThreadLimits = usual,
  ) {}

  get isRunning(): boolean {
    return this.worker !== undefined;
  }

  /**
   * The reading of each text. Questions wait for the earlier ones.
   * @throws UserError `text-takes-too-much` if the texts need more time or memory than the thread may use.
   */
  ask(question: ReadQuestion, interpreters: () => Promise<readonly CodeInterpreter[]>): Promise<Reading[]> {
    const answer = this.last.then(() => this.answerTo(question, interpreters));
    this.last = answer.catch(() => undefined);
    return answer;
  }

  /** Ends the thread, which the next question starts again. */
  end(): void {
    clearTimeout(this.idle);
    void this.worker?.terminate();
    this.worker = undefined;
  }

  private async answerTo(
    question: ReadQuestion,
    interpreters: () => Promise<readonly CodeInterpreter[]>,
  ): Promise<Reading[]> {
    clearTimeout(this.idle);
    const worker = this.worker ?? this.start();
    // A process with an open question does not end.
    worker.ref();
    const signal = AbortSignal.timeout(this.limits.seconds * 1000);
    const tell = (message: ToThread) => worker.postMessage(message);
    try {
      tell({ question });
      for await (const [message] of on(worker, 'message', { signal, close: ['exit'] })) {
        const said: FromThread = message;
        if ('readings' in said) return said.readings.map(fromData);
        tell({ interpreters: (await interpreters()).map(({ path }) => ({ path })) });
      }
      throw new Error('The thread that reads texts has ended');
    } catch (error) {
      this.end();
      throw this.limitReached(error, signal) ?? error;
    } finally {
      worker.unref();
      this.idle = setTimeout(() => this.end(), this.limits.idle_seconds * 1000).unref();
    }
  }

  private limitReached(error: unknown, { aborted }: AbortSignal): UserError | undefined {
    const { seconds, megabytes } = this.limits;
    if (aborted) return new UserError('text-takes-too-much', { limit: `${seconds} seconds` });
    const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    return isMemory
      ? new UserError('text-takes-too-much', { limit: `${megabytes} MB of memory` })
      : undefined;
  }

  private start(): Worker {
    const worker = new Worker(this.program, {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.megabytes },
      argv: [],
    });
    // Between questions no one listens.
    worker.on('error', () => this.forget(worker));
    worker.on('exit', () => this.forget(worker));
    this.worker = worker;
    return worker;
  }

  private forget(worker: Worker): void {
    if (this.worker === worker) this.worker = undefined;
  }
}
