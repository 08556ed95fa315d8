/** Whether a page received events of a build, or its state. builds/journal/stored-events.ts has the schemas for the server. */
import { lookUp } from '../../base/registry.js';
import { has, ifAny, isObject, type JsonCheck, listOf, number, oneOf, text } from '../json-checks.js';
import { type BuildEvent, buildStatuses, type Queued } from './build-events.js';
import { type BuildState, stepStatuses } from './build-state.js';
import { phases } from './phases.js';

const cause = has({ code: text, message: text, hint: text });

const report = has({
  kernel: has({ executable: text, language_version: text, seconds: number }),
  ...{ imports: listOf(has({})), packages: listOf(has({})), size: number, files: number },
});

const plannedStep = { id: text, phase: oneOf(phases), title: text };

/** By type, the fields that pages read. */
const events: Readonly<Record<BuildEvent['type'], JsonCheck<unknown>>> = {
  build: has({
    ...{ name: text, display_name: text, generation: number, manager: text },
    ...{ language: ifAny(text), host: ifAny(text) },
    steps: listOf(has(plannedStep)),
  }),
  status: has({
    status: oneOf(buildStatuses),
    reason: ifAny(text),
    kept: ifAny(text),
    cause: ifAny(cause),
  }),
  'step-started': has({ step: text, command: text }),
  output: has({ step: text, stream: oneOf(['stdout', 'stderr']), line: number, text }),
  'step-ended': has({
    ...{
      step: text,
      exit: (value): value is number | null => value === null || number(value),
      seconds: number,
    },
    ...{ signal: ifAny(text), peak_memory: ifAny(number) },
  }),
  received: has({ step: text, bytes: number }),
  report: has({ report }),
};

const timed = has({ time: number, type: text });

export function isBuildEvent(value: unknown): value is BuildEvent {
  return (
    isObject(value) && timed(value) && lookUp(events, String(Reflect.get(value, 'type')))?.(value) === true
  );
}

/** The fields that pages read. */
const state = has({
  ...{ name: text, display_name: text, generation: number, manager: text, started: number, lines: number },
  ...{ status: oneOf(buildStatuses), reason: ifAny(text), kept: ifAny(text), ended: ifAny(number) },
  ...{ cause: ifAny(cause), report: ifAny(report) },
  steps: listOf(
    has({
      ...{ ...plannedStep, status: oneOf(stepStatuses), started: ifAny(number), seconds: ifAny(number) },
      ...{ first_line: ifAny(number), last_line: ifAny(number) },
      progress: ifAny(has({ seen: number, open: listOf(has({ package: text, bytes: number })) })),
    }),
  ),
});

export function isBuildState(value: unknown): value is BuildState {
  return state(value);
}

const queued = has({ status: oneOf(['queued', 'waiting']), reason: text });

export function isQueued(value: unknown): value is Queued {
  return queued(value);
}
