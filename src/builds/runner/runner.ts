/**
 * Carries out one plan. The runner is a separate process that needs no browser and no web server: it starts detached on
 * a build directory, and readers learn everything about it from there.
 */
import { existsSync, rmSync } from 'node:fs';
import { getPriority, hostname, setPriority } from 'node:os';
import { UserError } from '../../base/errors.js';
import { writeFileAtomicSync } from '../../base/files.js';
import { readStored, storedText } from '../../base/stored.js';
import { type Cause, hasEnded } from '../../shared/builds/build-events.js';
import { type Report, reportFormat } from '../../shared/builds/report.js';
import { type Plan, planFormat, type Step } from '../../steps/plan.js';
import { type BuildFiles, dataRootOf, nameLock } from '../build-directory.js';
import {
  causeOfError,
  causeOfFailure,
  causeOfPolicy,
  causeOfPresence,
  causeOfSize,
  causeOfUserError,
} from '../diagnosis/explain.js';
import { lacksRoomForEnvironments } from '../diagnosis/full-directory.js';
import { afterEnd, notifyOfEnd } from '../holding/after-end.js';
import { clearUnfinished, isPublished, tryToRemove } from '../holding/clear.js';
import { moveStagingAside } from '../holding/ended-staging.js';
import { type Holder, inheritLock, RENEWAL, releaseLock, renewLock } from '../holding/lock.js';
import { identify, identityFormat } from '../holding/processes/process-identity.js';
import { hasRecordedEnd, Journal } from '../journal/journal.js';
import { type Order, orderFormat } from '../order.js';
import { packagesIn, removeFetched } from './package-cache.js';
import { type StepOutcome, StepRunner } from './step-runner.js';
import { waitForHost } from './turns/host-turn.js';
import { waitForTurn } from './turns/wait-for-turn.js';

const LOOK_FOR_CANCEL = 1000;
const RESERVE = 64 * 1024;

export class Runner {
  private readonly plan: Plan;
  private readonly order: Order;
  private readonly journal: Journal;
  private readonly steps: StepRunner;
  private cancelled = false;
  /** Whether a step has begun. */
  private begun = false;
  /** The scheduler ends the job. A reader asks the scheduler for the reason and records it. */
  private stopped = false;

  constructor(private readonly files: BuildFiles) {
    this.plan = readStored(files.plan, planFormat).value;
    this.order = readStored(files.order, orderFormat).value;
    yieldToOthers(this.order.nice);
    this.journal = new Journal(files);
    this.steps = new StepRunner(files, this.plan, this.journal, this.order);
  }

  /** Resolves when the end is recorded and all locks are released. */
  async run(): Promise<void> {
    // A job may start after a reader took it for lost and recorded its end.
    if (hasRecordedEnd(this.files)) return;
    const lock = nameLock(this.order.locks, this.plan.name);
    const other = await inheritLock(lock, this.order.build);
    if (other) return this.giveWay(other);
    const timers = [
      setInterval(() => this.beat(lock), RENEWAL),
      setInterval(() => this.lookForCancel(), LOOK_FOR_CANCEL),
    ];
    try {
      this.beat(lock);
      this.lookForCancel();
      const cause = await this.build().catch((error: unknown) =>
        causeOfError(error, this.plan, this.files.directory),
      );
      if (!isPublished(this.plan)) await this.clearDownloads();
      const left = this.recordEnd(cause);
      if (left) tryToRemove(left);
      await this.afterEnd();
    } finally {
      for (const timer of timers) clearInterval(timer);
      releaseLock(lock, this.order.build);
      this.journal.close();
    }
    // Other builds of the name do not wait for it.
    const { state } = this.journal;
    if (hasEnded(state.status)) await notifyOfEnd(this.files, state);
  }

  /** Ends the running step; then the build ends. */
  cancel(): void {
    if (!this.cancelled && !this.stopped && !hasEnded(this.journal.state.status))
      this.steps.attempt(() =>
        this.journal.record({ type: 'status', time: Date.now(), status: 'cancelling' }),
      );
    this.cancelled = true;
    this.steps.end();
  }

  /** A signal asked the runner to end: from the user or, if this is a job, from the scheduler. */
  stop(): void {
    this.stopped = this.order.cluster !== undefined;
    this.cancel();
  }

  /** Returns the cause if the build failed; undefined if it succeeded or was cancelled. */
  private async build(): Promise<Cause | undefined> {
    writeFileAtomicSync(this.files.reserve, Buffer.alloc(RESERVE), 0o600);
    this.recordBeginning();
    const turn = await waitForTurn(this.order, this.waiting);
    const place = await waitForHost(this.order.host, this.waiting);
    try {
      if (this.cancelled) return undefined;
      this.journal.record({ type: 'status', time: Date.now(), status: 'running' });
      const present = this.plan.absent.find((path) => existsSync(path));
      if (present) return causeOfPresence(present);
      return causeOfPolicy(this.files) ?? (await this.runSteps());
    } finally {
      place.end();
      turn.end();
    }
  }

  private recordBeginning(): void {
    const { name, display_name, generation, language, manager, steps } = this.plan;
    const shown = steps.map(({ id, phase, title }) => ({ id, phase, title }));
    const about = { name, display_name, generation, language, manager, host: hostname(), steps: shown };
    this.journal.record({ type: 'build', time: Date.now(), ...about });
  }

  private async runSteps(): Promise<Cause | undefined> {
    this.begun = true;
    for (const step of this.plan.steps) {
      if (this.cancelled) return undefined;
      const outcome = await this.runInTurn(step);
      if (this.cancelled || !outcome) return undefined;
      if (outcome.result.exit !== 0) return causeOfFailure({ step, ...outcome, plan: this.plan });
      if (step.gives !== 'report') continue;
      const tooLarge = causeOfSize(this.report(), this.files);
      if (tooLarge) return tooLarge;
    }
    return undefined;
  }

  /** Returns undefined if the build was cancelled before it was the step's turn. */
  private async runInTurn(step: Step): Promise<StepOutcome | undefined> {
    if (!step.exclusive) return this.steps.run(step);
    const turn = await waitForTurn({ ...this.order, cache: step.exclusive }, this.waiting);
    try {
      if (this.cancelled) return undefined;
      if (turn.waited) this.journal.record({ type: 'status', time: Date.now(), status: 'running' });
      return await this.runWithCache(step, step.exclusive);
    } finally {
      turn.end();
    }
  }

  /** If the step ran out of space, deletes what it downloaded, so that the next build has that space. */
  private async runWithCache(step: Step, cache: string): Promise<StepOutcome> {
    const before = packagesIn(cache);
    const outcome = await this.steps.run(step);
    if (outcome.result.exit === 0 || !lacksRoomForEnvironments(outcome)) return outcome;
    return { ...outcome, cache: removeFetched(cache, before) };
  }

  private report(): Report {
    const report = readStored(this.plan.report, reportFormat).value;
    this.journal.record({ type: 'report', time: Date.now(), report });
    return report;
  }

  private async clearDownloads(): Promise<void> {
    // Most builds do not need it.
    const { clearUnfinishedDownloads } = await import('../../site/tools/unfinished-downloads.js');
    await clearUnfinishedDownloads(dataRootOf(this.files));
  }

  /**
   * Deletes what an unpublished build made before its end is recorded, so that no reader sees half of it. The temporary
   * files of a published one are only moved aside: the user does not wait for their deletion. Returns where they are.
   */
  private recordEnd(cause: Cause | undefined): string | undefined {
    const published = isPublished(this.plan);
    const keep = !this.cancelled && this.order.keep && existsSync(this.plan.prefix);
    // Before a step has run, files in the same place belong to another build.
    const kept = published || !this.begun ? undefined : clearUnfinished(this.plan, keep);
    const left = published ? moveStagingAside(this.plan.staging, this.order.build) : undefined;
    rmSync(this.files.reserve, { force: true });
    // Without this file, readers ask the scheduler at once.
    if (this.stopped && !published && !existsSync(this.files.cancel)) {
      rmSync(this.files.runner, { force: true });
      return undefined;
    }
    const status = published ? 'succeeded' : this.cancelled ? 'cancelled' : 'failed';
    const details = { ...(status === 'failed' && cause && { cause }), ...(kept && { kept }) };
    this.journal.record({ type: 'status', time: Date.now(), status, ...details });
    return left;
  }

  /** If a scheduler ended the job, the reader that records the end does this. */
  private async afterEnd(): Promise<void> {
    const { state } = this.journal;
    if (hasEnded(state.status)) await afterEnd(this.files, this.plan, state);
  }

  /** Another build took the name after the process that ordered this one was killed: nothing here may be deleted. */
  private giveWay({ build }: Holder): void {
    const cause = causeOfUserError(new UserError('build-running', { name: this.plan.name, build }));
    this.recordBeginning();
    this.journal.record({ type: 'status', time: Date.now(), status: 'failed', cause });
    this.journal.close();
  }

  private readonly waiting = {
    isCancelled: () => this.cancelled,
    onWait: (reason: string) =>
      this.journal.record({ type: 'status', time: Date.now(), status: 'waiting', reason }),
  };

  private beat(lock: string): void {
    this.steps.attempt(() => {
      writeFileAtomicSync(this.files.runner, storedText(identityFormat, identify()), 0o600);
      renewLock(lock, this.order.build);
    });
  }

  private lookForCancel(): void {
    if (!this.cancelled && existsSync(this.files.cancel)) this.cancel();
  }
}

/** Only raises the niceness: lowering it needs an administrator. */
function yieldToOthers(nice: number): void {
  if (nice > getPriority()) setPriority(nice);
}
