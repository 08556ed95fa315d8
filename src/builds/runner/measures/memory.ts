/** How much memory a process and its descendants use, sampled at intervals. */
import { readFileSync } from 'node:fs';

const INTERVAL = 200;

/** Starts sampling; `stop` returns the bytes of the largest single process, or undefined if /proc has no figures. */
export function watchMemory(pid: number): { stop(): number | undefined } {
  let peak = 0;
  const look = () => {
    for (const each of familyOf(pid)) peak = Math.max(peak, peakOf(each));
  };
  const timer = setInterval(look, INTERVAL);
  return {
    stop() {
      clearInterval(timer);
      return peak || undefined;
    },
  };
}

/** A process and its descendants. */
export function familyOf(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(familyOf)];
}

/** Linux records the peak of each process: proc_pid_status(5), VmHWM. */
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
