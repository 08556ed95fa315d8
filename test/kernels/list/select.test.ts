import { describe, expect, it } from 'vitest';
import { everything, needsHealth, type Selection, selectRows } from '../../../src/kernels/list/select.js';
import type { HealthState } from '../../../src/shared/kernels/health.js';
import type { KernelRow } from '../../../src/shared/kernels/kernel-row.js';

const row = (
  name: string,
  display_name: string,
  state: HealthState,
  more: Partial<KernelRow> = {},
): KernelRow => ({
  ...{ name, display_name, language: 'python', owner: 'ours', directory: `/k/${name}` },
  ...{ health: { state, looked: 0 }, ...more },
});

const rows = [
  row('climate', 'Climate analysis', 'starts', {
    size: 2e9,
    used: 3,
    language_version: '3.11',
    manager: 'uv',
  }),
  row('gpu', 'GPU', 'half-deleted', { size: 5e8, used: 9, language_version: '3.9', owner: 'own' }),
  row('julia', 'Julia 1.10', 'untried', { language: 'Julia' }),
  row('anova', 'Analysis of variance', 'changed-by-hand', { size: 1e6, used: 1 }),
];

const selections: [Partial<Selection>, string[]][] = [
  [{}, ['climate', 'gpu', 'julia', 'anova']],
  [{ search: 'analysis' }, ['climate', 'anova']],
  [{ search: ' ANALYSIS clim' }, ['climate']],
  [{ language: 'julia' }, ['julia']],
  [{ health: 'broken' }, ['gpu']],
  [{ health: 'changed-by-hand' }, ['anova']],
  [{ least: 1e8 }, ['climate', 'gpu']],
  [{ sort: 'size' }, ['climate', 'gpu', 'anova', 'julia']],
  [{ sort: 'used', language: 'python' }, ['gpu', 'climate', 'anova']],
  [{ sort: 'name' }, ['anova', 'climate', 'gpu', 'julia']],
  [{ sort: 'language' }, ['julia', 'anova', 'gpu', 'climate']],
  [{ sort: 'owner' }, ['anova', 'julia', 'climate', 'gpu']],
  [{ sort: 'health' }, ['gpu', 'anova', 'climate', 'julia']],
  [{ search: 'nothing' }, []],
];

it.each(selections)('%j selects %j', (selection, names) => {
  expect(selectRows(rows, { ...everything, ...selection }).map(({ name }) => name)).toEqual(names);
});

describe('the health of every kernel', () => {
  it.each([
    [{}, false],
    [{ search: 'x', sort: 'size' }, false],
    [{ health: 'broken' }, true],
    [{ sort: 'health' }, true],
  ])('is needed for %j: %s', (selection, needed) => {
    expect(needsHealth({ ...everything, ...selection })).toBe(needed);
  });
});
