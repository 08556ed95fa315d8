import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRoot } from '../../src/base/program.js';
import { readAppTree, withFile } from './checker/app-tree.js';
import { checkApp, rules } from './checker/index.js';
import { samples } from './checker/samples.js';

const ours = readAppTree(appRoot, 'create_kernel');
const subApps = join(appRoot, 'examples', 'sub-apps');

describe('The dashboard accepts this app', () => {
  it('unchanged', () => {
    expect(checkApp(ours)).toEqual([]);
  });

  it.each(readdirSync(subApps))('with the sub-app %s', (file) => {
    const text = readFileSync(join(subApps, file), 'utf8');
    expect(checkApp(withFile(ours, `local/${file}`, { text }))).toEqual([]);
  });

  it('without sub-apps in the app, which would replace its menu entry', () => {
    expect(Object.keys(ours.files).filter((path) => path.startsWith('local/'))).toEqual([]);
  });
});

describe('An app is reported when', () => {
  it.each(samples)('%s (%s)', (rule, _, change) => {
    expect(checkApp(change(ours)).map((each) => each.rule)).toContain(rule);
  });
});

it.each(rules)('There is a sample for the rule: $name', ({ name }) => {
  expect(samples.map(([rule]) => rule)).toContain(name);
});
