/** The state of a build, computed from its journal. Pure: the server, the pages and the command line share it. */

import {
  type BuildEvent,
  type BuildFacts,
  type BuildStatus,
  type Cause,
  hasEnded,
  type PlannedStep,
} from './build-events.js';
import { type Compiling, foldCompiling } from './compiling.js';
import type { Phase } from './phases.js';
import { phases } from './phases.js';
import { foldProgress, foldReceived, type Progress } from './progress.js';
import type { Report } from './report.js';

export const stepStatuses = ['waiting', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type StepStatus = (typeof stepStatuses)[number];

export interface StepState extends PlannedStep {
  /** What it runs, once it has started. */
  command?: string;
  status: StepStatus;
  started?: number;
  seconds?: number;
  exit?: number | null;
  signal?: string;
  peak_memory?: number;
  /** The numbers of its first and last log line. */
  first_line?: number;
  last_line?: number;
  /** Absent if it compiles nothing. */
  compiling?: Compiling;
  /** Absent if its tool does not say how far it is. */
  progress?: Progress;
}

export interface PhaseState {
  id: Phase;
  status: StepStatus;
  started?: number;
  seconds: number;
}

export interface BuildState extends BuildFacts {
  /** The cluster job that runs the build. */
  job?: { id: string; cluster: string };
  status: BuildStatus;
  /** What a waiting build waits for. */
  reason?: string;
  cause?: Cause;
  /** The directory of a failed build that is kept for inspection. */
  kept?: string;
  /** Milliseconds since 1970. */
  started: number;
  ended?: number;
  steps: StepState[];
  /** Log lines so far. */
  lines: number;
  report?: Report;
}

export const initialState: BuildState = {
  name: '',
  display_name: '',
  generation: 0,
  manager: '',
  status: 'waiting',
  started: 0,
  steps: [],
  lines: 0,
};

/** The state after one more event. */
export function foldEvent(state: BuildState, event: BuildEvent): BuildState {
  switch (event.type) {
    case 'build':
      return {
        ...state,
        name: event.name,
        display_name: event.display_name,
        generation: event.generation,
        ...(event.language && { language: event.language }),
        manager: event.manager,
        ...(event.host && { host: event.host }),
        started: event.time,
        steps: event.steps.map((step) => ({ ...step, status: 'waiting' })),
      };
    case 'status':
      return foldStatus(state, event);
    case 'step-started':
      return changeStep(state, event.step, {
        status: 'running',
        started: event.time,
        command: event.command,
      });
    case 'output':
      return {
        ...changeStep(state, event.step, afterOutput(state, event)),
        lines: event.line,
      };
    case 'received':
      return changeStep(state, event.step, afterReceived(state, event));
    case 'step-ended':
      return changeStep(state, event.step, {
        status: event.exit === 0 ? 'succeeded' : state.status === 'cancelling' ? 'cancelled' : 'failed',
        exit: event.exit,
        seconds: event.seconds,
        ...(event.signal && { signal: event.signal }),
        ...(event.peak_memory && { peak_memory: event.peak_memory }),
      });
    case 'report':
      return { ...state, report: event.report };
    default:
      // An event of another version of this app.
      return state;
  }
}

function foldStatus(state: BuildState, event: BuildEvent & { type: 'status' }): BuildState {
  const { reason: _, ...rest } = state;
  const running = !hasEnded(event.status);
  return {
    ...rest,
    status: event.status,
    ...(event.reason && { reason: event.reason }),
    ...(event.cause && { cause: event.cause }),
    ...(event.kept && { kept: event.kept }),
    // The clock may have been set back.
    ...(!running && { ended: Math.max(event.time, state.started) }),
    steps: running ? state.steps : state.steps.map((step) => endedStep(step, event.status)),
  };
}

/** A step that was running when its runner died has failed; one that a person cancelled has not. */
function endedStep(step: StepState, status: BuildStatus): StepState {
  if (step.status !== 'running' && step.status !== 'failed') return step;
  return { ...step, status: status === 'cancelled' ? 'cancelled' : 'failed' };
}

function changeStep(state: BuildState, id: string, change: Partial<StepState>): BuildState {
  return { ...state, steps: state.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) };
}

function afterReceived(
  { steps }: BuildState,
  { step: id, bytes, time }: BuildEvent & { type: 'received' },
): Partial<StepState> {
  const progress = foldReceived(steps.find((each) => each.id === id)?.progress, bytes, time);
  return progress ? { progress } : {};
}

function afterOutput(
  { steps }: BuildState,
  { step: id, line, text, time }: BuildEvent & { type: 'output' },
): Partial<StepState> {
  const step = steps.find((each) => each.id === id);
  const compiling = foldCompiling(step?.compiling, text, time);
  const progress = foldProgress(step?.progress, text, time);
  return {
    first_line: step?.first_line ?? line,
    last_line: line,
    ...(compiling && { compiling }),
    ...(progress && { progress }),
  };
}

/** The phases with their durations, computed from their steps. Phases without steps are left out. */
export function phaseStates(state: BuildState): PhaseState[] {
  return phases.flatMap((id) => {
    const steps = state.steps.filter((step) => step.phase === id);
    if (steps.length === 0) return [];
    const started = steps.find((step) => step.started !== undefined)?.started;
    const seconds = steps.reduce((sum, step) => sum + (step.seconds ?? 0), 0);
    return [{ id, status: phaseStatus(steps), seconds, ...(started !== undefined && { started }) }];
  });
}

function phaseStatus(steps: StepState[]): StepStatus {
  const stopped = steps.find(({ status }) => status === 'failed' || status === 'cancelled');
  if (stopped) return stopped.status;
  if (steps.every((step) => step.status === 'succeeded')) return 'succeeded';
  return steps.every((step) => step.status === 'waiting') ? 'waiting' : 'running';
}
