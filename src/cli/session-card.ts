/** What the cards of a session on Open OnDemand's dashboard know of its build: a small file in the job's directory. */

import type { Problem } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import type { BuildStatus } from '../shared/build-events.js';
import type { BuildState } from '../shared/build-state.js';

/** In the directory that the job works in. */
export const CARD_FILE = 'create_kernel.json';

export interface SessionCard {
  status: BuildStatus | 'checking' | 'refused' | 'fault';
  build?: string;
  display_name?: string;
  /** The title of the step that runs. */
  step?: string;
  /** What was wrong, each with the form's id of its field. */
  errors?: readonly Problem[];
  /** What was left out or guessed, in sentences. */
  notes?: readonly string[];
}

/** Keeps the file up to date: a reader finds it whole, and it is written only where something changed. */
export class SessionCardFile {
  private card: SessionCard = { status: 'checking' };
  private written = '';

  constructor(private readonly path: string) {}

  async tell(news: Partial<SessionCard>): Promise<void> {
    this.card = { ...this.card, ...news };
    const text = `${JSON.stringify(this.card, null, 2)}\n`;
    if (text === this.written) return;
    this.written = text;
    await writeFileAtomic(this.path, text, 0o600);
  }

  /** What a build's state says. */
  tellState({ status, display_name, steps, cause }: BuildState): Promise<void> {
    const step = steps.find((each) => each.status === 'running')?.title;
    const errors = cause && [{ code: cause.code, message: cause.message, hint: cause.hint }];
    return this.tell({ status, step, ...(display_name && { display_name }), ...(errors && { errors }) });
  }
}
