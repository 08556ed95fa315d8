/** Files that the app wrote earlier, and that something else has changed since. */
import { wording } from './wording.js';

export const storedMessages = {
  'stored-file-broken': wording<{ path: string; why: string }>(
    3,
    (facts) => `The file \`${facts.path}\` cannot be read: ${facts.why}`,
    () => 'Something else has changed it. Move it away, or restore it from a backup',
  ),
  'lock-not-changed': wording<{ path: string; seconds: number }>(
    3,
    (facts) => `Another process has kept \`${facts.path}\` from being changed for ${facts.seconds} seconds`,
    () => 'Try again in a minute; if no process of Create Kernel runs any more, delete that file',
  ),
};
