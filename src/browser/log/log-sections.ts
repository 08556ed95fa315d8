/** The steps of a build as sections of its log, of which some are folded. Pure. */
import type { StepState } from '../../shared/builds/build-state.js';

export interface LogSection {
  step: StepState;
  /** The numbers of its first and last line; a section without lines ends before it begins. */
  first: number;
  last: number;
}

export class LogSections {
  private all: LogSection[] = [];
  private readonly foldedSteps = new Set<string>();

  get sections(): readonly LogSection[] {
    return this.all;
  }

  setSteps(steps: readonly StepState[]): void {
    let next = 1;
    this.all = steps
      .filter(({ status }) => status !== 'waiting')
      .map((step) => {
        const first = step.first_line ?? next;
        const last = step.last_line ?? first - 1;
        next = Math.max(next, last + 1);
        return { step, first, last };
      });
  }

  isFolded({ step }: LogSection): boolean {
    return this.foldedSteps.has(step.id);
  }

  toggle({ step }: LogSection): void {
    if (!this.foldedSteps.delete(step.id)) this.foldedSteps.add(step.id);
  }

  /** The folded section that hides a line. */
  foldAt(line: number): LogSection | undefined {
    return this.folds.find(({ first, last }) => first <= line && line <= last);
  }

  /** How many lines before this one are shown. */
  shownBefore(line: number): number {
    const hidden = this.folds.map(({ first, last }) => Math.min(last + 1, line) - Math.min(first, line));
    return line - 1 - sum(hidden);
  }

  /** The line with this many shown lines before it. */
  lineAt(shown: number): number {
    let line = shown + 1;
    for (const { first, last } of this.folds) if (first <= line) line += last + 1 - first;
    return line;
  }

  private get folds(): LogSection[] {
    return this.all.filter((section) => this.isFolded(section) && section.last >= section.first);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
