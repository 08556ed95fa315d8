/** How much memory a process and its descendants need, as far as looking at them now and then can tell. */
import { readFileSync } from 'node:fs';

const INTERVAL = 200;

/** Begins to watch; `stop` gives the bytes of the largest single process seen, or nothing where /proc does not tell. */
export function watchMemory(pid: number): { stop(): number | undefined } {
  let peak = 0;
  const look = () => {
    for (const each of familyOf(pid)) peak = Math.max(peak, peakOf(each));
  };
  look();
  const timer = setInterval(look, INTERVAL);
  return {
    stop() {
      clearInterval(timer);
      return peak || undefined;
    },
  };
}

function familyOf(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(familyOf)];
}

/** The kernel keeps a process's own high-water mark: proc_pid_status(5), VmHWM. */
function peakOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
