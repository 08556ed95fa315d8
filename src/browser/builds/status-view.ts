/** Shows the state of a build: status, duration, phases, and the title of the tab. */
import {
  type BuildState,
  type PhaseState,
  phaseStates,
  type StepState,
} from '../../shared/builds/build-state.js';
import { stepNow } from '../../shared/builds/step-words.js';
import {
  buildTitle,
  buildWords,
  formatDuration,
  formatElapsed,
  formatJob,
  formatSeconds,
  sentence,
  stepWords,
} from '../../shared/format.js';
import { all, byId, make, setText } from '../shared/elements.js';
import { iconNode, setSentence } from '../shared/rich-text.js';
import { announcement } from './announce.js';

export class StatusView {
  private readonly badge = byId('state-badge', HTMLElement);
  private readonly elapsed = byId('elapsed', HTMLElement);
  private readonly reason = byId('reason', HTMLElement);
  private readonly rows = all('#phases > .phase', HTMLElement);
  private isLive = true;
  private readonly titleEnd = document.title.slice(document.title.lastIndexOf(' · '));

  /** `ahead`: how far the clock of this browser is ahead of the server's, in milliseconds. */
  constructor(
    private state: BuildState,
    private readonly ahead: number,
  ) {
    this.show(state);
    setInterval(() => this.isLive && this.showTimes(), 1000);
  }

  show(state: BuildState): void {
    const news = announcement(this.state, state);
    this.state = state;
    if (news) setText(byId('announcement', HTMLElement), news);
    document.title = `${buildTitle(state.status, state.display_name)}${this.titleEnd}`;
    showBadge(this.badge, state.status);
    byId('cancel', HTMLElement).hidden = state.status === 'cancelling';
    setText(byId('job', HTMLElement), formatJob(state));
    this.reason.hidden = !state.reason;
    if (state.reason) setSentence(this.reason.lastElementChild, `Waiting: ${sentence(state.reason)}`);
    for (const phase of phaseStates(state)) {
      const row = this.rows.find(({ dataset }) => dataset.phase === phase.id);
      if (row) showPhase(row, phase, state.steps);
    }
    this.showTimes();
  }

  /** The clock stands still while nothing is known of the build. */
  setClock(isLive: boolean): void {
    this.isLive = isLive;
    if (isLive) this.showTimes();
  }

  private showTimes(): void {
    const now = Date.now() - this.ahead;
    setText(this.elapsed, formatDuration(this.state, now));
    for (const phase of phaseStates(this.state)) {
      const row = this.rows.find(({ dataset }) => dataset.phase === phase.id);
      setText(row?.querySelector('.phase-time'), phaseTime(phase, now));
      const step = currentStep(this.state.steps, phase.id);
      setSentence(row?.querySelector('.phase-now'), step ? stepNow(step, now) : '');
    }
  }
}

/** Updates a badge, as the view parts/common/badge.ejs renders it. */
export function showBadge(badge: Element, status: BuildState['status']): void {
  const { word, tone, icon } = buildWords[status];
  if (badge.querySelector('.state-word')?.textContent === word) return;
  badge.className = `badge text-bg-${tone}`;
  badge.replaceChildren(iconNode(icon), ' ', make('span', { class: 'state-word' }, word));
}

function showPhase(row: HTMLElement, { id, status }: PhaseState, steps: readonly StepState[]): void {
  const own = steps.filter(({ phase }) => phase === id);
  if (row.dataset.status !== status) {
    const { word, icon } = stepWords[status];
    row.dataset.status = status;
    row
      .querySelector('.phase-state')
      ?.replaceChildren(iconNode(icon), make('span', { class: 'visually-hidden' }, word));
  }
  const line = own.find(({ first_line }) => first_line !== undefined)?.first_line;
  const link = row.querySelector('a.phase-log');
  if (!(link instanceof HTMLAnchorElement) || line === undefined) return;
  link.hidden = false;
  link.hash = `L${line}`;
}

function currentStep(steps: readonly StepState[], id: PhaseState['id']): StepState | undefined {
  const begun = steps.filter(({ phase, status }) => phase === id && status !== 'waiting');
  return begun.find(({ status }) => status !== 'succeeded');
}

function phaseTime({ status, started, seconds }: PhaseState, now: number): string {
  if (status === 'waiting') return '';
  return status === 'running' && started !== undefined
    ? formatElapsed((now - started) / 1000)
    : formatSeconds(seconds);
}
