/** Runs the steps of a build one after another, and records each in the journal. */
import { existsSync, rmSync } from 'node:fs';
import { writeFileAtomicSync } from '../../base/files.js';
import { endGroup } from '../../base/process-group.js';
import { storedText } from '../../base/stored.js';
import { isDownloading } from '../../shared/builds/progress.js';
import type { Plan, Step } from '../../steps/plan.js';
import { renderAction } from '../../steps/script.js';
import type { BuildFiles } from '../build-directory.js';
import { identify, identityFormat } from '../holding/processes/process-identity.js';
import { endMarked } from '../holding/processes/process-mark.js';
import type { Journal } from '../journal/journal.js';
import type { Order } from '../order.js';
import { readSecrets, type SecretValues, withSecretValues } from '../secret-values.js';
import { type MemoryState, memoryState } from './measures/memory-limit.js';
import { watchReceived } from './measures/received.js';
import type { Room } from './measures/room.js';
import { type WrittenDirectory, writtenDirectories } from './measures/written-directories.js';
import { secretValues } from './output/clean-line.js';
import { createMasker, type Masker } from './output/mask-secrets.js';
import { secretsOfFiles } from './output/secrets-of-files.js';
import { LogLimit, StepLog } from './output/step-log.js';
import type { FullCache } from './package-cache.js';
import { runStep, type StepResult } from './run-step.js';

/** How a step ended, and its last lines for a diagnosis. */
export interface StepOutcome {
  result: StepResult;
  lines: StepLog['last'];
  /** If it failed, the least free space of the directories that it writes while it ran. */
  rooms: Room[];
  /** How much memory it may use, and how many of its processes the host has killed for lack of it. */
  memory: MemoryState;
  /** What its package cache held, if the step failed because no space was left. */
  cache?: FullCache;
}

export class StepRunner {
  private readonly secrets: SecretValues;
  private readonly mask: string[];
  private readonly masker: Masker;
  private readonly limit: LogLimit;
  private environment: Record<string, string>;
  private readonly writes: readonly WrittenDirectory[];
  /** The processes that the host had killed for lack of memory before the step. */
  private kills = memoryState().kills;
  /** The process group of the running step. */
  private group: number | undefined;
  /** Settled when the cancelled step and all its processes have ended. */
  private ending: Promise<void> | undefined;
  private ended = false;
  /** Counts what the running step downloads. */
  private received: ReturnType<typeof watchReceived> | undefined;
  /** The error if the build's directory cannot be written. */
  private broken: Error | undefined;

  constructor(
    private readonly files: BuildFiles,
    private readonly plan: Plan,
    private readonly journal: Journal,
    private readonly order: Order,
  ) {
    this.secrets = readSecrets(plan.secrets);
    const { install_variables, kernel_variables } = this.secrets;
    const open = [plan.environment, ...plan.steps.map(variablesOf)];
    const given = [...open, install_variables, kernel_variables].flatMap(secretValues);
    this.mask = [...given, ...secretsOfFiles({ ...plan.environment, ...install_variables })];
    this.masker = createMasker(this.mask);
    this.limit = new LogLimit(order.log_bytes);
    this.environment = plan.environment;
    this.writes = writtenDirectories(plan, files.directory);
  }

  /** Runs a step with the environment after the steps before it. @throws on an error of this app, not of the tool. */
  async run(step: Step): Promise<StepOutcome> {
    const log = new StepLog(this.journal, step.id, this.limit);
    const command = this.masker.mask(describeStep(step));
    this.journal.record({ type: 'step-started', time: Date.now(), step: step.id, command });
    const started = performance.now();
    try {
      const { environment, rooms = [], ...result } = await this.carryOut(step, log);
      if (this.broken) throw this.broken;
      const seconds = (performance.now() - started) / 1000;
      this.journal.record({ type: 'step-ended', time: Date.now(), step: step.id, seconds, ...result });
      this.environment = environment ?? this.environment;
      return { result, lines: log.last, memory: this.memoryAfterStep(), rooms };
    } finally {
      await this.ending;
      this.forget();
      this.received?.stop();
      this.received = this.group = undefined;
    }
  }

  private memoryAfterStep(): MemoryState {
    const { limit, kills } = memoryState();
    const before = this.kills;
    this.kills = kills;
    return { limit, kills: Math.max(0, kills - before) };
  }

  /** Ends the running step and all its processes, and every later step as soon as it starts. */
  end(): void {
    this.ended = true;
    if (this.group !== undefined) this.ending ??= this.endAll(this.group);
  }

  private async endAll(group: number): Promise<void> {
    await endGroup(group);
    // A kernel that is verified runs in a separate session.
    await endMarked(this.order.build);
  }

  /** Writes in the build's directory. If that fails, no one can follow the build, so it is ended. */
  attempt(write: () => void): void {
    if (this.broken) return;
    try {
      write();
    } catch (error) {
      this.broken = error instanceof Error ? error : new Error(String(error));
      this.end();
    }
  }

  private carryOut({ id, action }: Step, log: StepLog): Promise<StepResult> {
    return runStep(withSecretValues(action, this.secrets), {
      build: this.order.build,
      environment: this.environment,
      clean: this.plan.environment,
      writes: this.writes,
      directory: existsSync(this.plan.directory) ? this.plan.directory : '/',
      mask: this.mask,
      onLine: (stream, line) => {
        if (!this.broken) log.add(stream, line);
      },
      onBatch: () => {
        this.attempt(() => this.journal.flush());
        this.countDownloads(id);
      },
      onStart: (group) => this.watch(group),
    });
  }

  /** Begins to count when the tool has said how much it downloads. */
  private countDownloads(id: string): void {
    const isNamed = () => isDownloading(this.journal.state.steps.find((step) => step.id === id)?.progress);
    if (this.received || this.group === undefined || !isNamed()) return;
    this.received = watchReceived(this.group, (bytes) => {
      if (!isNamed()) return;
      this.journal.add({ type: 'received', time: Date.now(), step: id, bytes });
      this.attempt(() => this.journal.flush());
    });
  }

  /** A new file is written faster than one that replaces another. */
  private forget(): void {
    if (this.group !== undefined) this.attempt(() => rmSync(this.files.step, { force: true }));
  }

  /** Records the process group, so that another process can end it if this one is killed. */
  private watch(group: number): void {
    this.group = group;
    this.attempt(() =>
      writeFileAtomicSync(this.files.step, storedText(identityFormat, identify(group)), 0o600),
    );
    if (this.ended) this.end();
  }
}

/** The command as one would type it; for a file that is written, only its path. */
function describeStep({ action }: Step): string {
  return action.kind === 'write' ? `write ${action.path}` : renderAction(action);
}

function variablesOf({ action }: Step): Record<string, string> {
  return action.kind === 'command' ? (action.variables ?? {}) : {};
}
