/** Stand-ins for schedulers that are not available (see scheduler.sh), and their cluster file. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { stringify } from 'yaml';
import { removeDirectory } from '../../support/remove.js';

export type Kind = 'lsf' | 'pbspro' | 'torque';

const PROGRAM = fileURLToPath(new URL('scheduler.sh', import.meta.url));
const commands = ['bsub', 'bjobs', 'bkill', 'qsub', 'qstat', 'qdel', 'limit', 'forget'];

export class StandIn {
  readonly directory = mkdtempSync(join(tmpdir(), 'create-kernel-stand-in-'));

  constructor(kind: Kind) {
    // A job that has ended still writes how.
    afterAll(() => removeDirectory(this.directory));
    for (const name of ['jobs', 'clusters']) mkdirSync(join(this.directory, name));
    for (const name of commands) copyFileSync(PROGRAM, join(this.directory, name));
    writeFileSync(join(this.directory, 'kind'), kind);
    const v2 = { metadata: { title: 'There' }, job: { adapter: kind, bin: this.directory } };
    writeFileSync(join(this.directory, 'clusters/there.yml'), stringify({ v2 }));
  }

  /** The site's settings for builds. */
  get settings() {
    return { default: 'there', clusters_directory: join(this.directory, 'clusters') };
  }

  /** Jobs wait while this is set; or the scheduler does not answer. */
  set(state: 'hold' | 'away', is: boolean): void {
    const path = join(this.directory, state);
    if (is) writeFileSync(path, '');
    else rmSync(path, { force: true });
  }

  /** Ends a job as a scheduler does at its time limit, or makes the scheduler forget it. */
  end(how: 'limit' | 'forget', job: string): void {
    execFileSync(join(this.directory, how), [job]);
  }
}
