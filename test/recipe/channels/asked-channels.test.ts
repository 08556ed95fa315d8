import { describe, expect, it } from 'vitest';
import { listOfChannels, placeChannels } from '../../../src/recipe/channels/asked-channels.js';
import { recipeFromFields } from '../../../src/recipe/fields/from-fields.js';
import { parseRecipe } from '../../../src/recipe/recipe.js';

const default_channels = ['conda-forge', 'main'];

const channelsOf = (packages: string) =>
  recipeFromFields({ name: 'x', packages }, {}, { default_channels }).recipe?.channels;

describe('The channels of a pasted command', () => {
  it.each<[string, string[]]>([
    ['conda install x', ['conda-forge', 'main']],
    ['conda install -c a -c b x', ['a', 'b', 'conda-forge', 'main']],
    ['conda install -c main x', ['main', 'conda-forge']],
    [
      'conda install -c https://conda.anaconda.org/main/ x',
      ['https://conda.anaconda.org/main/', 'conda-forge'],
    ],
    ['conda install --override-channels -c a x', ['a']],
    ['conda install -c a -c nodefaults x', ['a']],
    ['conda install -O -c a x', ['a']],
    ['conda config --add channels a\nconda install x', ['a', 'conda-forge', 'main']],
    ['conda config --prepend channels a\nconda install x', ['a', 'conda-forge', 'main']],
    ['conda config --add channels a\nconda config --add channels b', ['b', 'a', 'conda-forge', 'main']],
    ['conda config --add channels a --add channels b', ['b', 'a', 'conda-forge', 'main']],
    ['conda config --append channels a\nconda install x', ['conda-forge', 'main', 'a']],
    ['conda config --append channels conda-forge', ['main', 'conda-forge']],
    ['conda config --append channels a\nconda config --add channels a', ['a', 'conda-forge', 'main']],
    ['conda config --add channels a\nconda install -c b x', ['b', 'a', 'conda-forge', 'main']],
    ['mamba install --override-channels x', ['conda-forge', 'main']],
    ['pip install x', []],
    ['x', []],
  ])('%j are %j', (packages, channels) => {
    expect(channelsOf(packages)).toEqual(channels);
  });

  it('are the site’s for who names a package manager', () => {
    const { recipe } = recipeFromFields(
      { name: 'x', packages: 'conda install x', manager: 'uv' },
      {},
      { default_channels },
    );
    expect(recipe?.channels).toEqual([]);
  });
});

describe('A recipe of an earlier version', () => {
  it('keeps its channels, and nothing else is used', () => {
    const base = parseRecipe({ name: 'x', channels: ['bioconda'], packages: ['samtools'] });
    expect(recipeFromFields({}, base, { default_channels }).recipe?.channels).toEqual(['bioconda']);
  });

  it('gets the channels of a command before those that it has', () => {
    const base = parseRecipe({ name: 'x', channels: ['bioconda'] });
    const { channels } = recipeFromFields({ packages: 'conda install -c a y' }, base, { default_channels });
    expect(channels).toEqual([
      { channel: 'a', origin: 'packages' },
      { channel: 'bioconda', origin: 'file' },
    ]);
  });
});

it('an index of packages leaves the conda channels alone', () => {
  const index = 'https://example.org/simple';
  const { recipe } = recipeFromFields({ name: 'x', channels: index }, {}, { default_channels });
  expect(recipe?.channels).toEqual([index]);
});

it.each([
  [
    ['a', 'conda-forge', 'main'],
    ['a', 'conda-forge', 'main'],
  ],
  [['a'], ['a', 'nodefaults']],
  [['https://example.org/simple'], ['https://example.org/simple']],
  [[], []],
])('%j is written as %j, which gives it again', (channels, list) => {
  expect(listOfChannels(channels, default_channels)).toEqual(list);
});

it('nothing is placed for who asks for nothing', () => {
  expect(placeChannels([], default_channels)).toEqual([]);
});
