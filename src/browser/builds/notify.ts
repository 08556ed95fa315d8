/** Shows a system notification at the end of a build, if the user wants one. */
import type { BuildState } from '../../shared/builds/build-state.js';
import { buildTitle } from '../../shared/format.js';
import { findById } from '../shared/elements.js';
import { tabStorage } from '../shared/storage.js';

const WANTED = 'create-kernel-notify';

/** Shows the button if the browser supports notifications and the user has not blocked them. */
export function startNotifyButton(build: string): void {
  const button = findById('notify-button', HTMLButtonElement);
  if (!button || !('Notification' in globalThis) || Notification.permission === 'denied') return;
  button.hidden = isWanted(build);
  button.addEventListener('click', async () => {
    const wanted = (await Notification.requestPermission()) === 'granted';
    if (wanted) tabStorage.set(WANTED, build);
    button.hidden = true;
  });
}

export function notifyEnd(build: string, state: BuildState): void {
  if (!isWanted(build)) return;
  tabStorage.set(WANTED, undefined);
  const message = new Notification(buildTitle(state.status, state.display_name), {
    body: state.cause?.message ?? '',
    tag: build,
  });
  message.addEventListener('click', () => {
    window.focus();
    message.close();
  });
}

function isWanted(build: string): boolean {
  return tabStorage.get(WANTED) === build && Notification.permission === 'granted';
}
