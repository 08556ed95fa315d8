/** The events of a build, as its journal has them. */
import type { BuildEvent, Cause } from '../../../src/shared/builds/build-events.js';
import type { LogLine } from '../../../src/shared/builds/build-page.js';
import type { Phase } from '../../../src/shared/builds/phases.js';
import { hostile, now } from './sample.js';

const steps: { id: string; phase: Phase; title: string; seconds: number; output: string[] }[] = [
  {
    id: 'create-environment',
    phase: 'create',
    title: 'Create an empty environment with Python 3.12',
    seconds: 0.3,
    output: [
      'Using CPython 3.12.4',
      'Creating virtual environment at: /nobackup/users/ada/kernels/climate/1',
    ],
  },
  {
    id: 'activate-environment',
    phase: 'activate',
    title: 'Activate the environment',
    seconds: 0.1,
    output: [],
  },
  {
    id: 'install-packages',
    phase: 'install',
    title: 'Install 4 packages and what they need',
    seconds: 21.4,
    output: [
      '\x1b[2mResolved \x1b[1m41 packages\x1b[0m\x1b[2m in 812ms\x1b[0m',
      '\x1b[36m\x1b[1mDownloading\x1b[0m\x1b[39m scipy (35.2MiB)',
      '\x1b[33mwarning:\x1b[0m the index answered slowly, trying again',
      `A line with markup: ${hostile}`,
      ...Array.from(
        { length: 34 },
        (_, index) => ` \x1b[32m+\x1b[39m \x1b[1mpackage-${index + 1}\x1b[0m\x1b[2m==1.${index}.0\x1b[0m`,
      ),
      `A very long line: ${'abcdefghij '.repeat(30)}`,
    ],
  },
  {
    id: 'register-kernel',
    phase: 'register',
    title: 'Write the kernelspec',
    seconds: 0.2,
    output: ['Wrote kernel.json'],
  },
  {
    id: 'verify-kernel',
    phase: 'verify',
    title: 'Start the kernel and import its packages',
    seconds: 4.8,
    output: ['kernel started in 0.9 s', 'import numpy: 0.1 s', 'import scipy: 0.4 s'],
  },
  { id: 'publish-kernel', phase: 'publish', title: 'Publish it to the launcher', seconds: 0.1, output: [] },
];

/** The events of a build up to a step; that step runs, or fails with `cause`. Without `until` all succeed. */
export function buildEvents(until?: string, cause?: Cause): { events: BuildEvent[]; lines: LogLine[] } {
  let [time, line] = [now - 30_000, 0];
  const events: BuildEvent[] = [
    {
      type: 'build',
      time,
      name: 'climate-analysis',
      display_name: 'Climate analysis',
      generation: 1,
      manager: 'uv',
      steps: steps.map(({ id, phase, title }) => ({ id, phase, title })),
    },
    { type: 'status', time, status: 'running' },
  ];
  const lines: LogLine[] = [];
  for (const step of steps) {
    events.push({ type: 'step-started', time, step: step.id, command: `run ${step.id}` });
    for (const text of step.output) {
      line += 1;
      lines.push({ line, step: step.id, stream: 'stdout', text });
      events.push({ type: 'output', time, step: step.id, stream: 'stdout', line, text });
    }
    if (step.id === until && !cause) break;
    time += step.seconds * 1000;
    const exit = step.id === until ? 1 : 0;
    events.push({ type: 'step-ended', time, step: step.id, exit, seconds: step.seconds, peak_memory: 212e6 });
    if (exit === 1) break;
  }
  return { events, lines };
}
