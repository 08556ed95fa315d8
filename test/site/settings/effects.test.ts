/** Every setting changes something: a complete table of the effects. */
import { describe, expect, it } from 'vitest';
import { makeHome } from '../../support/home.js';
import { sections } from '../../support/settings-reference.js';
import { buildEffects } from './effects/building.js';
import type { Effects } from './effects/effect.js';
import { formEffects } from './effects/form.js';
import { operationEffects } from './effects/operation.js';
import { packageEffects } from './effects/packages.js';
import { placeEffects } from './effects/places.js';
import { toolEffects } from './effects/tools.js';

const effects: Effects = {
  ...placeEffects,
  ...packageEffects,
  ...toolEffects,
  ...buildEffects,
  ...formEffects,
  ...operationEffects,
};

it('The table has a row for every setting, and no other row', () => {
  const paths = sections.flatMap(({ settings }) => settings.map(({ path }) => path));
  expect(Object.keys(effects).sort()).toEqual(paths.sort());
});

describe('the setting', () => {
  it.each(Object.entries(effects))('%s has its effect, which is not there without it', async (_, row) => {
    const { beside, set, see, gives } = row;
    expect(await see(makeHome({ settings: { ...beside, ...set } }))).toEqual(gives);
    expect(await see(makeHome({ settings: { ...beside } }))).not.toEqual(gives);
  });
});
