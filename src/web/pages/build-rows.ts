/** The rows of the table of builds. */
import type { Build } from '../../builds/build.js';
import { phaseStates } from '../../shared/build-state.js';
import { formatJob } from '../../shared/format.js';
import type { BuildRow, BuildsPage } from '../../shared/view-models.js';

export function toRow({ id, state, order }: Build): BuildRow {
  const phase = phaseStates(state).find((each) => each.status === 'running')?.id;
  return {
    id,
    name: state.name,
    display_name: state.display_name,
    status: state.status,
    started: state.started,
    manager: state.manager,
    built_on: formatJob(state) || (order.launcher === 'local' ? 'portal host' : order.launcher),
    ...(state.reason && { reason: state.reason }),
    ...(phase && { phase }),
    ...(state.ended && { ended: state.ended }),
  };
}

/** Whether a row matches the filter. An empty filter matches every row. */
export function matches({ name, display_name, status }: BuildRow, filter: BuildsPage['filter']): boolean {
  const wanted = filter.name.toLowerCase();
  return (
    (filter.status === '' || filter.status === status) &&
    `${name}\n${display_name}`.toLowerCase().includes(wanted)
  );
}
