/** Reads from a log how far a package tool is, as each tool says it. What is done never becomes less. Pure. */
export interface Part {
  done: number;
  total: number;
}

/** How far a step is. Bytes are those of the downloads that the tool has named so far. */
export interface Progress {
  /** When the first download began; milliseconds since 1970. */
  since: number;
  /** When the last line about it came. */
  seen: number;
  bytes?: Part;
  /** The size of the downloads that have ended; they are a part of `bytes.done`. */
  ended?: number;
  packages?: Part;
  /** What is downloaded now. */
  open: { package: string; bytes: number }[];
}

interface Row {
  line: RegExp;
  /** `match` has the groups of the line. */
  change(before: Progress, match: RegExpExecArray): Partial<Progress>;
}

const rows: readonly Row[] = [
  // pip: `Collecting torch`, `  Downloading torch-2.9.1-….whl (899.8 MB)`, and at last all names in one line.
  {
    line: /^\s*Downloading (\S+\.(?:whl|tar\.gz|zip|metadata)) \(([\d.]+) ?(\w+)\)$/,
    change(before, [, name = '', size, unit]) {
      const ended = fetched(before);
      return { ...ended, ...opened({ ...before, ...ended }, packageOf(name), bytesOf(size, unit)) };
    },
  },
  // uv: `Downloading torch (861.4MiB)`, then ` Downloaded torch`. It names only what is large.
  {
    line: /^\s*Downloading (\S+) \(([\d.]+) ?(\w+)\)$/,
    change: (before, [, name = '', size, unit]) => opened(before, packageOf(name), bytesOf(size, unit)),
  },
  { line: /^\s*Downloaded ([\w.-]+)$/, change: (before, [, name = '']) => fetched(before, name) },
  { line: /^Collecting (\S+)/, change: (before) => fetched(before) },
  {
    line: /^Installing collected packages: (.+)$/,
    change: (before, [, names = '']) => ({
      ...fetched(before),
      packages: { done: 0, total: names.split(', ').length },
    }),
  },
  // conda: `    numpy-2.4.6                |  py311h64a7726_0         7.9 MB`, then `Preparing transaction`.
  {
    line: /^ {4}(\S+)-[^\s-]+ +\| +\S+ +([\d.]+) ([KMG]?)B(?: |$)/,
    change: (before, [, name = '', size, unit]) =>
      opened(before, name, bytesOf(size, unit ? `${unit}iB` : 'B')),
  },
  { line: /^Preparing transaction:/, change: fetchedAll },
  // uv: `Prepared 41 packages in 12s`, `Installed 41 packages in 1s`.
  {
    line: /^Prepared (\d+) packages? in/,
    change: (before, [, count]) => ({ ...fetchedAll(before), packages: { done: 0, total: Number(count) } }),
  },
  {
    line: /^Installed (\d+) packages? in/,
    change: (_, [, count]) => ({ packages: { done: Number(count), total: Number(count) } }),
  },
  // The engine for conda packages: `Downloaded 12.5 of 80.0 MB, Linked 3 of 41 packages`.
  {
    line: /^(?:Downloaded ([\d.]+) of ([\d.]+) MB, )?Linked (\d+) of (\d+) packages$/,
    change: ({ bytes }, [, done, total, linked, all]) => ({
      ...(done && total && { bytes: { done: Number(done) * 1e6, total: Number(total) * 1e6 } }),
      ...(!done && bytes && { bytes }),
      packages: { done: Number(linked), total: Number(all) },
    }),
  },
];

const MOST = 60;
const UNITS: Record<string, number> = {
  ...{ B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9 },
  ...{ KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 },
};
const HINT = /^\s*(?:Download|Collect|Install|Prepar|Linked|\S+ +\|)/;

/** Whether a line may say how far a step is: most lines do not. */
export function mayTellProgress(text: string): boolean {
  return HINT.test(text);
}

/** After one more line. Returns the same object if the line says nothing about it. */
export function foldProgress(before: Progress | undefined, text: string, time: number): Progress | undefined {
  if (!mayTellProgress(text)) return before;
  for (const { line, change } of rows) {
    const match = line.exec(text);
    if (!match) continue;
    const known = before ?? { since: time, seen: time, open: [] };
    const after = { ...known, ...change(known, match), seen: time };
    const { bytes, packages } = after;
    return {
      ...after,
      ...(bytes && { bytes: forward(known.bytes, bytes) }),
      ...(packages && { packages: forward(known.packages, packages) }),
    };
  }
  return before;
}

/** Whether a tool has named downloads that have not ended. */
export function isDownloading(progress: Progress | undefined): boolean {
  return progress !== undefined && progress.open.length > 0;
}

/** After the step has received so many bytes since the first download began. What else came is little. */
export function foldReceived(
  before: Progress | undefined,
  received: number,
  time: number,
): Progress | undefined {
  if (!before?.bytes || !isDownloading(before)) return before;
  const { done, total } = before.bytes;
  return { ...before, bytes: { done: Math.max(done, Math.min(received, total)), total }, seen: time };
}

function opened({ bytes, open }: Progress, name: string, size: number): Partial<Progress> {
  return {
    bytes: { done: bytes?.done ?? 0, total: (bytes?.total ?? 0) + size },
    open: [...open, { package: name, bytes: size }].slice(-MOST),
  };
}

function fetched(before: Progress, name?: string): Partial<Progress> {
  // pip downloads one after another: with the next one, the one before has ended.
  const closed = before.open.filter((each) => name === undefined || each.package === packageOf(name));
  const ended = closed.reduce((sum, each) => sum + each.bytes, before.ended ?? 0);
  const open = before.open.filter((each) => !closed.includes(each));
  return { open, ended, ...(before.bytes && { bytes: { ...before.bytes, done: ended } }) };
}

function fetchedAll({ bytes }: Progress): Partial<Progress> {
  return { open: [], ...(bytes && { bytes: { done: bytes.total, total: bytes.total }, ended: bytes.total }) };
}

function forward(before: Part | undefined, { done, total }: Part): Part {
  return { done: Math.max(before?.done ?? 0, done), total: Math.max(before?.total ?? 0, total) };
}

function bytesOf(size = '0', unit = 'B'): number {
  return Math.round(Number(size) * (UNITS[unit] ?? 1));
}

/** `torch` for `torch-2.9.1-cp311-cp311-manylinux_2_28_x86_64.whl`. */
function packageOf(name: string): string {
  const file = name.split('/').at(-1) ?? name;
  return /^(.+?)-\d[^-]*.*\.(?:whl|tar\.gz|zip|metadata)$/.exec(file)?.[1] ?? file;
}
