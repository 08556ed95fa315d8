/** Caches what programs answer when asked for their version, because each answer takes a process. */
import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import * as z from 'zod/mini';
import { writeFileAtomic } from '../../base/files.js';
import { run } from '../../base/process.js';
import { type StoredFormat, storedText, tryReadStored } from '../../base/stored.js';

const SECONDS = 20;

const answersFormat = {
  number: 1,
  schema: z.object({ answers: z.record(z.string(), z.string()) }),
  // Version 0.1.0 wrote only the answers.
  migrations: [(answers) => ({ answers })],
} satisfies StoredFormat;

/** Another version of the app may ask the same program something else. */
function digest(words: string[]): string {
  return createHash('sha256').update(words.join('\0')).digest('hex').slice(0, 8);
}

/** The environment in which programs run, and the file that caches the answers. */
export interface ProgramRuns {
  environment: Record<string, string>;
  cache: string;
}

/** The answers in this process, so that pages do not ask again if the data directory cannot be written. */
const heard = new Map<string, string>();

/** The answers of programs, by path, size and modification time of the file. */
export class OutputCache {
  private readonly fresh: Record<string, string> = {};
  private changed = false;

  private constructor(
    private readonly asking: ProgramRuns,
    private readonly kept: Record<string, string>,
  ) {}

  static async read(asking: ProgramRuns): Promise<OutputCache> {
    return new OutputCache(asking, tryReadStored(asking.cache, answersFormat)?.answers ?? {});
  }

  /** `more`: variables for the program, and what its answer depends on besides the program. */
  async ask(
    path: string,
    words: string[],
    { variables = {}, depends = '' }: { variables?: Record<string, string>; depends?: string } = {},
  ): Promise<string | undefined> {
    const target = await realpath(path).catch(() => path);
    const file = await stat(target).catch(() => undefined);
    if (!file) return undefined;
    const key = `${path} ${file.size} ${file.mtimeMs} ${digest([...words, depends])}`;
    const known = this.kept[key];
    const answer = known ?? heard.get(key) ?? (await this.hear(path, words, variables));
    // On a busy host a program may time out; it is asked again the next time.
    if (answer === undefined) return undefined;
    if (known === undefined) this.changed = true;
    heard.set(key, answer);
    this.fresh[key] = answer;
    return answer;
  }

  private async hear(
    path: string,
    words: string[],
    variables: Record<string, string>,
  ): Promise<string | undefined> {
    const environment = { ...this.asking.environment, ...variables };
    const answer = await run([path, ...words], { environment, seconds: SECONDS });
    if (answer.timedOut) return undefined;
    return answer.exit === 0 ? answer.stdout : '';
  }

  /** Writes only the answers that were used this time, so that the file does not grow. */
  async write(): Promise<void> {
    if (this.changed)
      await writeFileAtomic(this.asking.cache, storedText(answersFormat, { answers: this.fresh })).catch(
        () => {},
      );
  }
}
