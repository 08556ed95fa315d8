/**
 * Carries out one plan. The runner belongs to nobody's browser and nobody's web server: it is started detached on
 * a build directory, and everything that is known of it is read from there.
 */
import { existsSync, rmSync } from 'node:fs';
import { UserError } from '../errors.js';
import { writeFileAtomicSync } from '../files.js';
import type { Plan, Step } from '../plan/plan.js';
import { type BuildFiles, nameLock, type Order } from './build-directory.js';
import { secretValues } from './clean-line.js';
import { clearUnfinished, isPublished } from './clear.js';
import { describeStep, variablesOf } from './describe-step.js';
import type { Cause } from './events.js';
import { causeOfError, causeOfFailure, causeOfPresence } from './explain.js';
import { Journal, readJson } from './journal.js';
import { type Holder, inheritLock, RENEWAL, releaseLock, renewLock } from './lock.js';
import { createMasker, type Masker } from './mask-secrets.js';
import { endGroup } from './process-group.js';
import { identify } from './process-identity.js';
import type { Report } from './report.js';
import { runStep, type StepResult } from './run-step.js';
import { LogLimit, StepLog } from './step-log.js';
import { waitForTurn } from './wait-for-turn.js';

const LOOK_FOR_CANCEL = 1000;
const RESERVE = 64 * 1024;

export class Runner {
  private readonly plan: Plan;
  private readonly order: Order;
  private readonly journal: Journal;
  private readonly mask: string[];
  private readonly masker: Masker;
  private readonly limit: LogLimit;
  private cancelled = false;
  /** The process group of the running step. */
  private group: number | undefined;
  /** Settled when the step that was told to end has ended, with all that it started. */
  private ending: Promise<void> | undefined;
  /** Why the journal cannot be written. */
  private broken: Error | undefined;

  constructor(private readonly files: BuildFiles) {
    this.plan = readJson<Plan>(files.plan);
    this.order = readJson<Order>(files.order);
    this.journal = new Journal(files);
    this.mask = secretValues(Object.assign({}, this.plan.environment, ...this.plan.steps.map(variablesOf)));
    this.masker = createMasker(this.mask);
    this.limit = new LogLimit(this.order.log_bytes);
  }

  /** Resolves when the end is told and everything is given back. */
  async run(): Promise<void> {
    const lock = nameLock(this.order.locks, this.plan.name);
    const other = inheritLock(lock, this.order.build);
    if (other) return this.giveWay(other);
    const timers = [
      setInterval(() => this.beat(lock), RENEWAL),
      setInterval(() => this.lookForCancel(), LOOK_FOR_CANCEL),
    ];
    try {
      this.beat(lock);
      const cause = await this.build().catch((error: unknown) => causeOfError(error, this.plan));
      this.tellEnd(cause);
    } finally {
      for (const timer of timers) clearInterval(timer);
      releaseLock(lock, this.order.build);
      this.journal.close();
    }
  }

  /** Ends the running step; the build then ends by itself. */
  cancel(): void {
    this.cancelled = true;
    this.endStep();
  }

  /** Ends the running step and all that it started. */
  private endStep(): void {
    if (this.group !== undefined) this.ending ??= endGroup(this.group);
  }

  /** Gives the cause if the build failed; nothing if all went well or it was cancelled. */
  private async build(): Promise<Cause | undefined> {
    writeFileAtomicSync(this.files.reserve, Buffer.alloc(RESERVE), 0o600);
    this.tellBeginning();
    const turn = await waitForTurn(this.order, this.waiting);
    try {
      if (this.cancelled) return undefined;
      this.journal.record({ type: 'status', time: Date.now(), status: 'running' });
      const present = this.plan.absent.find((path) => existsSync(path));
      return present ? causeOfPresence(present) : await this.runSteps();
    } finally {
      turn.end();
    }
  }

  private tellBeginning(): void {
    const { name, display_name, generation, manager, steps } = this.plan;
    const shown = steps.map(({ id, phase, title }) => ({ id, phase, title }));
    const about = { name, display_name, generation, manager, steps: shown };
    this.journal.record({ type: 'build', time: Date.now(), ...about });
  }

  private async runSteps(): Promise<Cause | undefined> {
    let environment = this.plan.environment;
    for (const step of this.plan.steps) {
      if (this.cancelled) return undefined;
      const log = new StepLog(this.journal, step.id, this.limit);
      const result = await this.runOne(step, environment, log);
      if (this.cancelled) return undefined;
      if (result.exit !== 0) return causeOfFailure({ step, result, lines: log.last, plan: this.plan });
      environment = result.environment ?? environment;
      if (step.id === 'try-kernel') this.report();
    }
    return undefined;
  }

  private async runOne(step: Step, environment: Record<string, string>, log: StepLog): Promise<StepResult> {
    const turn = step.exclusive
      ? await waitForTurn({ ...this.order, cache: step.exclusive }, this.waiting)
      : undefined;
    if (turn?.waited) this.journal.record({ type: 'status', time: Date.now(), status: 'running' });
    this.journal.record({
      type: 'step-started',
      time: Date.now(),
      step: step.id,
      command: this.masker.mask(describeStep(step)),
    });
    const started = performance.now();
    try {
      const { environment: left, ...told } = await runStep(step.action, {
        environment,
        clean: this.plan.environment,
        directory: existsSync(this.plan.directory) ? this.plan.directory : '/',
        mask: this.mask,
        onLine: (stream, line) => log.add(stream, line),
        onBatch: () => this.guard(() => this.journal.flush()),
        onStart: (group) => this.guard(() => this.watch(group)),
      });
      if (this.broken) throw this.broken;
      this.journal.record({
        type: 'step-ended',
        time: Date.now(),
        step: step.id,
        seconds: (performance.now() - started) / 1000,
        ...told,
      });
      return { ...told, ...(left && { environment: left }) };
    } finally {
      await this.ending;
      this.group = undefined;
      turn?.end();
    }
  }

  private report(): void {
    this.journal.record({ type: 'report', time: Date.now(), report: readJson<Report>(this.plan.report) });
  }

  /** What an unpublished build made is taken away before its end is told, so that no reader meets half of it. */
  private tellEnd(cause: Cause | undefined): void {
    const published = isPublished(this.plan);
    const keep = !this.cancelled && this.order.keep && existsSync(this.plan.prefix);
    const kept = published ? undefined : clearUnfinished(this.plan, keep);
    rmSync(this.files.reserve, { force: true });
    const status = published ? 'succeeded' : this.cancelled ? 'cancelled' : 'failed';
    const told = { ...(status === 'failed' && cause && { cause }), ...(kept && { kept }) };
    this.journal.record({ type: 'status', time: Date.now(), status, ...told });
  }

  /** Another build has taken the name while this one's starter was killed: nothing here is this one's to clear. */
  private giveWay({ build }: Holder): void {
    const { code, message, hint } = new UserError('build-running', { name: this.plan.name, build });
    this.tellBeginning();
    this.journal.record({
      type: 'status',
      time: Date.now(),
      status: 'failed',
      cause: { code, message, hint },
    });
    this.journal.close();
  }

  private readonly waiting = {
    isCancelled: () => this.cancelled,
    onWait: (reason: string) =>
      this.journal.record({ type: 'status', time: Date.now(), status: 'waiting', reason }),
  };

  /** Keeps the process group where another process finds it, should this one be killed. */
  private watch(group: number): void {
    this.group = group;
    writeFileAtomicSync(this.files.step, JSON.stringify(identify(group)), 0o600);
    if (this.cancelled) this.cancel();
  }

  /** A journal that cannot be written ends the step: a build that nobody can follow is worth nothing. */
  private guard(write: () => void): void {
    if (this.broken) return;
    try {
      write();
    } catch (error) {
      this.broken = error instanceof Error ? error : new Error(String(error));
      this.endStep();
    }
  }

  private beat(lock: string): void {
    this.guard(() => {
      writeFileAtomicSync(this.files.runner, JSON.stringify(identify()), 0o600);
      renewLock(lock, this.order.build);
    });
  }

  private lookForCancel(): void {
    if (!this.cancelled && existsSync(this.files.cancel)) this.cancel();
  }
}
