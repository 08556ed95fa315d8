/** The state of a build for the session card on Open OnDemand's dashboard: a small file in the job's directory. */

import { dirname, resolve } from 'node:path';
import { type Problem, UserError } from '../../base/errors.js';
import { asWriteError, writeFileAtomic } from '../../base/files.js';
import type { BuildStatus } from '../../shared/builds/build-events.js';
import type { BuildState } from '../../shared/builds/build-state.js';
import { stepNow } from '../../shared/builds/step-words.js';

/** In the working directory of the job. */
export const CARD_FILE = 'create_kernel.json';

export interface SessionCard {
  status: BuildStatus | 'checking' | 'refused' | 'fault';
  build?: string;
  display_name?: string;
  /** The title of the running step. */
  step?: string;
  /** The errors, each with the form id of its field. */
  errors?: readonly Problem[];
  /** What was left out or guessed, as sentences. */
  notes?: readonly string[];
}

/**
 * Keeps the file up to date. Writes are atomic, and happen only when something changed. The build does not depend on the
 * card: if it cannot be written, `report` gets the reason, once.
 */
export class SessionCardFile {
  private card: SessionCard = { status: 'checking' };
  private written = '';
  private reported = false;

  constructor(
    private readonly path: string,
    private readonly report: (reason: UserError) => void,
  ) {}

  async update(changes: Partial<SessionCard>): Promise<void> {
    this.card = { ...this.card, ...changes };
    const text = `${JSON.stringify(this.card, null, 2)}\n`;
    if (text === this.written) return;
    try {
      await writeFileAtomic(this.path, text, 0o600);
      this.written = text;
    } catch (error) {
      const reason = asWriteError(error, dirname(resolve(this.path)));
      if (!(reason instanceof UserError)) throw error;
      if (!this.reported) this.report(reason);
      this.reported = true;
    }
  }

  /** Updates the card from a build's state. */
  updateState({ status, display_name, steps, cause }: BuildState): Promise<void> {
    const running = steps.find((each) => each.status === 'running');
    const step = running && stepNow(running, Date.now());
    const errors = cause && [{ code: cause.code, message: cause.message, hint: cause.hint }];
    return this.update({ status, step, ...(display_name && { display_name }), ...(errors && { errors }) });
  }
}
