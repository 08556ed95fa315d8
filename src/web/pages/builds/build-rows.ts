/** The rows of the table of builds. */
import type { Build } from '../../../builds/build.js';
import type { BuildRow, BuildsPage } from '../../../shared/builds/build-page.js';
import { phaseStates } from '../../../shared/builds/build-state.js';
import { formatJob } from '../../../shared/format.js';

function toRow({ id, state, order }: Build): BuildRow {
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

const ROWS = 100;

/** One part of the builds that match a filter. */
export function selectRows(
  builds: readonly Build[],
  filter: BuildsPage['filter'],
  part: number,
): Pick<BuildsPage, 'builds' | 'part' | 'parts' | 'total' | 'matching' | 'filter'> {
  const rows = builds.map(toRow).filter((row) => matches(row, filter));
  const parts = Math.max(1, Math.ceil(rows.length / ROWS));
  const shown = Math.min(Math.max(1, part), parts);
  const start = (shown - 1) * ROWS;
  const numbers = { part: shown, parts, total: builds.length, matching: rows.length };
  return { builds: rows.slice(start, start + ROWS), ...numbers, filter };
}

/** Whether a row matches the filter. An empty filter matches every row. */
function matches({ name, display_name, status }: BuildRow, filter: BuildsPage['filter']): boolean {
  const wanted = filter.name.toLowerCase();
  return (
    (filter.status === '' || filter.status === status) &&
    `${name}\n${display_name}`.toLowerCase().includes(wanted)
  );
}
