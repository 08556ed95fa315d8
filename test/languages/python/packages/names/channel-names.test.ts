import { describe, expect, it } from 'vitest';
import {
  isChannelName,
  nameOnChannels,
  nameOnIndex,
} from '../../../../../src/languages/python/packages/names/channel-names.js';
import { importNames } from '../../../../../src/languages/python/packages/names/import-names.js';

describe('The name that the package index has for a package of a channel', () => {
  it.each([
    ['pytorch', 'torch'],
    ['PyTorch', 'torch'],
    ['py-opencv', 'opencv-python-headless'],
    ['pytables', 'tables'],
    ['gdal', 'gdal'],
    ['numpy', 'numpy'],
    ['librosa', 'librosa'],
    ['cudatoolkit', undefined],
    ['libgcc-ng', undefined],
    ['_libgcc_mutex', undefined],
    ['gcc_linux-64', undefined],
    ['r-ggplot2', undefined],
  ])('of %s is %s', (name, expected) => {
    expect(nameOnIndex(name)).toBe(expected);
  });
});

it('names of the index do not ask for a channel', () => {
  for (const name of [
    'numpy',
    'torch',
    'graphviz',
    'opencv-python',
    'librosa',
    'git',
    'julia',
    ...importNames.values(),
  ])
    expect([name, isChannelName(name) && name !== 'gdal']).toEqual([name, false]);
});

it.each([
  ['torch', 'pytorch'],
  ['tables', 'pytables'],
  ['Opencv_Python', 'opencv'],
  ['numpy', undefined],
  ['matplotlib', undefined],
  ['dask', undefined],
  ['tensorflow', undefined],
])('channels have %s as %s', (index, channel) => {
  expect(nameOnChannels(index)).toBe(channel);
});
