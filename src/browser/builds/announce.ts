/** Words announcements for screen readers: the phases and the end of a build, not its log. Pure. */
import type { BuildState } from '../../shared/builds/build-state.js';
import { phaseStates } from '../../shared/builds/build-state.js';
import type { Phase } from '../../shared/builds/phases.js';
import { buildWords, phaseWords, sentence } from '../../shared/format.js';

/** What changed between two states; undefined if nothing did. */
export function announcement(before: BuildState, after: BuildState): string | undefined {
  if (after.status !== before.status && after.status !== 'running') return statusNews(after);
  const phase = runningPhase(after);
  if (phase === undefined || phase === runningPhase(before)) return undefined;
  return `${phaseWords[phase].name}: ${phaseWords[phase].about}`;
}

function statusNews({ display_name, status, reason, cause }: BuildState): string {
  const more = cause?.message ?? reason;
  return `${display_name}: ${buildWords[status].word}${more ? `. ${sentence(more)}` : ''}`;
}

function runningPhase(state: BuildState): Phase | undefined {
  return phaseStates(state).find(({ status }) => status === 'running')?.id;
}
