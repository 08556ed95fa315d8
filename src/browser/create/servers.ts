/** Shows the servers that the texts ask for, each of which is left out unless the box is ticked. */
import type { Understood } from '../../shared/form/understood.js';
import { byId, make } from '../shared/elements.js';

/** The box counts from now on: a disabled field set is not sent. */
export function startServers(): void {
  byId('servers', HTMLFieldSetElement).disabled = false;
}

export function showServers({ servers }: Pick<Understood, 'servers'>): void {
  byId('servers', HTMLFieldSetElement).hidden = servers.length === 0;
  if (servers.length === 0) return;
  const names = servers.flatMap((name, index) => [...(index > 0 ? [', '] : []), make('code', {}, name)]);
  byId('server-names', HTMLElement).replaceChildren(...names);
}
