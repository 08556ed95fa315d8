/** What programs answer when they are asked what they are: each takes a process, so that the answers are kept. */
import { realpath, stat } from 'node:fs/promises';
import * as z from 'zod/mini';
import { writeFileAtomic } from '../../base/files.js';
import { run } from '../../base/process.js';
import { type StoredFormat, storedText, tryReadStored } from '../../base/stored.js';

const SECONDS = 20;

const answersFormat = {
  number: 1,
  schema: z.object({ answers: z.record(z.string(), z.string()) }),
  // 0.1.0 wrote the answers alone.
  migrations: [(answers) => ({ answers })],
} satisfies StoredFormat;

/** How programs are asked, and the file that keeps the answers. */
export interface Asking {
  environment: Record<string, string>;
  cache: string;
}

/** The same answers in this process alone: where the data directory cannot be written, each page would ask anew. */
const heard = new Map<string, string>();

/** What programs answered, kept by path, size and time of the file. */
export class Answers {
  private readonly fresh: Record<string, string> = {};
  private changed = false;

  private constructor(
    private readonly asking: Asking,
    private readonly kept: Record<string, string>,
  ) {}

  static async read(asking: Asking): Promise<Answers> {
    return new Answers(asking, tryReadStored(asking.cache, answersFormat)?.answers ?? {});
  }

  async ask(path: string, words: string[]): Promise<string | undefined> {
    const target = await realpath(path).catch(() => path);
    const file = await stat(target).catch(() => undefined);
    if (!file) return undefined;
    const key = `${path} ${file.size} ${file.mtimeMs} ${words.length}`;
    const known = this.kept[key];
    const answer = known ?? heard.get(key) ?? (await this.hear(path, words));
    // A program that a busy host did not let answer in time may do so the next time.
    if (answer === undefined) return undefined;
    if (known === undefined) this.changed = true;
    heard.set(key, answer);
    this.fresh[key] = answer;
    return answer;
  }

  private async hear(path: string, words: string[]): Promise<string | undefined> {
    const answer = await run([path, ...words], { environment: this.asking.environment, seconds: SECONDS });
    if (answer.timedOut) return undefined;
    return answer.exit === 0 ? answer.stdout : '';
  }

  /** Writes only what was asked for this time, so that the file does not grow. */
  async write(): Promise<void> {
    if (this.changed)
      await writeFileAtomic(this.asking.cache, storedText(answersFormat, { answers: this.fresh })).catch(
        () => {},
      );
  }
}
