import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readClusters } from '../../../src/builds/launchers/clusters.js';
import { launchers } from '../../../src/builds/launchers/index.js';
import { makeHome } from '../../support/home.js';

const all = Object.values(launchers);
// Only jobs of a cluster have a state that can be queried.
const ofClusters = all.filter(({ state }) => state);

it('The registry of launchers has each under its own id', () => {
  expect(all.map(({ id }) => id)).toEqual(Object.keys(launchers));
});

it.each(all)('$id can cancel the jobs that it can query', ({ label, state, cancel }) => {
  expect(label).toMatch(/^[A-Z]/);
  expect(state === undefined).toBe(cancel === undefined);
});

describe.each(ofClusters)('$id', ({ id }) => {
  it('is the adapter of clusters that are offered', () => {
    const clusters_directory = makeClusters(`v2: {job: {adapter: ${id}}}\n`);
    const { site } = makeHome({ settings: { build_on: { clusters_directory } } });
    expect(readClusters(site)).toMatchObject([{ id: 'moon', adapter: id }]);
  });
});

function makeClusters(text: string): string {
  const directory = join(makeHome().directory, 'clusters.d');
  mkdirSync(directory);
  writeFileSync(join(directory, 'moon.yml'), text);
  return directory;
}
