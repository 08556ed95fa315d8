/** A launcher for a scheduler: copies the runner to where every node sees it, and submits a job that runs it. */
import { userInfo } from 'node:os';
import { UserError } from '../../../base/errors.js';
import type { Answer } from '../../../base/process.js';
import { expandPath } from '../../../site/paths.js';
import type { Site } from '../../../site/site.js';
import { quoteWord } from '../../../steps/quote.js';
import type { Cluster } from '../cluster.js';
import { copyProgram } from '../copied-program.js';
import type { Job, JobState, Launch, Launcher } from '../launcher.js';
import type { Scheduler } from './scheduler.js';
import { runSchedulerCommand } from './scheduler-command.js';

// A job that is submitted twice would build twice, so submitting may take long; a query is repeated instead.
const SECONDS = { submit: { seconds: 30 }, ask: { seconds: 8 } };

export function scheduled(scheduler: Scheduler): Required<Launcher> {
  return {
    id: scheduler.id,
    label: scheduler.label,
    settings: scheduler.settings,
    // A job cannot wait for its files: it may begin at once.
    begin: async () => ({
      submit: async (launch) => ({ job: await submit(scheduler, launch) }),
      abandon() {},
    }),
    state: (job) => ask(scheduler, job),
    async running(cluster) {
      const { command, count } = scheduler.running(userInfo().username, cluster);
      return count(await runSchedulerCommand(cluster, command, SECONDS.ask));
    },
    async cancel(job) {
      const answer = await runSchedulerCommand(job.cluster, scheduler.cancel(job), SECONDS.ask);
      if (answer.exit !== 0 && isSilent(scheduler, answer)) throw silent(job.cluster, answer);
    },
  };
}

async function submit(scheduler: Scheduler, launch: Launch): Promise<Job> {
  const { cluster, site } = launch;
  const { words, script } = jobOf(scheduler, launch, await copyProgram(site.data_root));
  if (!cluster) throw new Error(`${scheduler.id} was given no cluster`);
  const answer = await runSchedulerCommand(cluster, words, { ...SECONDS.submit, input: script });
  const id = answer.exit === 0 ? scheduler.jobId(answer.stdout.trim()) : undefined;
  if (!id) throw refusal(scheduler, cluster, answer);
  return { launcher: scheduler.id, id, cluster, submitted: Date.now() };
}

type JobOf = Pick<Launch, 'files' | 'cluster' | 'resources'> & { site: Pick<Site, 'config' | 'account'> };

/** The command that submits a build as a job, and the job's script, which starts the runner. Pure. */
export function jobOf(
  scheduler: Scheduler,
  { files, site, cluster, resources }: JobOf,
  runner: string,
): { words: string[]; script: string } {
  if (!cluster || !resources) throw new Error(`${scheduler.id} was given no cluster`);
  const { node, native } = site.config.build_on;
  const nodes = [...(node ? [expandPath(node, site.account)] : []), 'node', process.execPath];
  return {
    words: scheduler.submit({ cluster, resources, output: files.runner_output, native }),
    script: jobScript({ nodes, runner, directory: files.directory }),
  };
}

interface JobProgram {
  /** The candidates, best first: names on `PATH`, or paths. */
  nodes: readonly string[];
  /** The path of the runner program on the nodes. */
  runner: string;
  /** The build's directory. */
  directory: string;
}

/** Finds Node.js on the node and runs the runner with it. The script has no text that a user typed. */
function jobScript({ nodes, runner, directory }: JobProgram): string {
  return `#!/bin/sh
for node in ${nodes.map(quoteWord).join(' ')}; do
  if "$node" -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then
    exec "$node" ${quoteWord(runner)} ${quoteWord(directory)}
  fi
done
echo 'There is no Node.js 20 or newer on this node' >&2
exit 127
`;
}

async function ask(scheduler: Scheduler, job: Job): Promise<JobState | undefined> {
  for (const { command, read } of scheduler.questions(job, userInfo().username)) {
    const state = read(await runSchedulerCommand(job.cluster, command, SECONDS.ask));
    if (state !== 'unknown') return state;
  }
  return { status: 'ended', end: 'unknown' };
}

function refusal(scheduler: Scheduler, cluster: Cluster, answer: Answer): UserError {
  if (isSilent(scheduler, answer)) return silent(cluster, answer);
  const said = lastLine(answer);
  const field = scheduler.refusals.find(([pattern]) => pattern.test(said))?.[1] ?? 'build_on';
  return new UserError('job-refused', { cluster: cluster.title, said }, field);
}

function isSilent({ silence }: Scheduler, { exit, stderr }: Answer): boolean {
  return exit === null || silence.test(stderr);
}

function silent({ title }: Cluster, answer: Answer): UserError {
  const said = answer.timedOut ? 'its command took too long' : lastLine(answer);
  return new UserError('scheduler-silent', { cluster: title, said }, 'build_on');
}

/** Grid Engine's last line is always `Exiting.`. */
function lastLine({ stdout, stderr }: Answer): string {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => !/^\s*(Exiting\.)?$/.test(line));
  return (
    lines
      .at(-1)
      ?.replace(/^\w+: (error: )?/, '')
      .trim() ?? 'it printed nothing'
  );
}
