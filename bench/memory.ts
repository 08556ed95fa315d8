/** Memory and processor time of processes, as Linux accounts for them (proc(5)). */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** In bytes. */
export interface Memory {
  /** All mapped pages, shared or not. */
  resident: number;
  /** The same, with shared pages divided by the number of processes that share them. */
  proportional: number;
  /** What the end of this process would free. */
  private: number;
}

export function memoryOf(pid: number): Memory {
  const text = read(`/proc/${pid}/smaps_rollup`);
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) * 1024;
  return {
    resident: of('Rss'),
    proportional: of('Pss'),
    private: of('Private_Clean') + of('Private_Dirty'),
  };
}

/** The sum of several processes' memory. */
export function memoryOfAll(pids: readonly number[]): Memory {
  const all = pids.map(memoryOf);
  const sum = (name: keyof Memory) => all.reduce((total, each) => total + each[name], 0);
  return { resident: sum('resident'), proportional: sum('proportional'), private: sum('private') };
}

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Seconds of processor time since its start; 0 for a process that has ended. */
export function processorSeconds(pid: number): number {
  const fields = afterName(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}

/** A process and all its descendants. */
export function familyOf(pid: number): number[] {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(pids.map((each) => [each, parentOf(each)]));
  const below = (parent: number): number[] =>
    pids.filter((each) => parents.get(each) === parent).flatMap((each) => [each, ...below(each)]);
  return [pid, ...below(pid)];
}

function parentOf(pid: number): number {
  return Number(afterName(pid)[1] ?? 0);
}

/** The fields of `stat` from the state on: the name before it can contain spaces. */
function afterName(pid: number): string[] {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Empty for a process that has ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
