/** Sorted files of lines, which are written and searched without ever being in memory as a whole. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rename, rm } from 'node:fs/promises';
import type { EquippedSite } from '../../site/site.js';

const BLOCK = 4096;

/** Sorts lines into a file, which is there only when all of them are. */
export class SortedFile {
  private readonly temporary: string;
  private readonly sort;
  private readonly ended: Promise<unknown[]>;

  constructor(
    private readonly path: string,
    { environment }: Pick<EquippedSite, 'environment'>,
  ) {
    this.temporary = `${path}.${process.pid}`;
    this.sort = spawn('sort', ['-u', '-o', this.temporary], {
      env: { ...environment, LC_ALL: 'C' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.ended = once(this.sort, 'close').catch(() => [null]);
    this.sort.stdin.on('error', () => {});
  }

  /** Each line ends in a line feed. */
  async write(lines: readonly string[]): Promise<void> {
    const { stdin } = this.sort;
    if (!stdin.write(lines.join('')) && !stdin.destroyed)
      await Promise.race([once(stdin, 'drain'), this.ended]);
  }

  /** Whether the file was written; without `keep`, it is not. */
  async end({ keep }: { keep: boolean }): Promise<boolean> {
    this.sort.stdin.end();
    const [exit] = await this.ended;
    const isSorted = exit === 0;
    if (isSorted && keep) await rename(this.temporary, this.path);
    else await rm(this.temporary, { force: true });
    return isSorted;
  }
}

/** At most `most` lines that begin with the prefix; `isWhole`: there are no more. */
export async function linesBeginningWith(
  path: string,
  prefix: string,
  most: number,
): Promise<{ lines: string[]; isWhole: boolean }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const textAt = async (at: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(BLOCK), 0, BLOCK, at);
      return buffer.toString('latin1', 0, bytesRead);
    };
    let at = await startOf(prefix, size, textAt);
    let [rest, lines]: [string, string[]] = ['', []];
    while (at < size && lines.length <= most) {
      const parts = (rest + (await textAt(at))).split('\n');
      at += BLOCK;
      // The last line may be cut off.
      rest = parts.pop() ?? '';
      lines = [...lines, ...parts.filter((line) => line.startsWith(prefix))];
      const last = parts.at(-1) ?? '';
      if (last > prefix && !last.startsWith(prefix)) break;
    }
    return { lines: lines.slice(0, most), isWhole: lines.length <= most };
  } finally {
    await file.close();
  }
}

/** The start of a line before the first line with the prefix, or of that line, by a binary search over the bytes. */
async function startOf(
  prefix: string,
  size: number,
  textAt: (at: number) => Promise<string>,
): Promise<number> {
  let [low, high] = [0, size];
  while (high - low > BLOCK / 2) {
    const middle = Math.floor((low + high) / 2);
    const text = await textAt(middle);
    const start = text.indexOf('\n') + 1;
    const line = text.slice(start, text.indexOf('\n', start));
    if (start === 0 || line >= prefix) high = middle;
    else low = middle + start;
  }
  return low;
}
