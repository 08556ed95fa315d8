import { describe, expect, it } from 'vitest';
import { warningsAbout } from '../../../../src/languages/python/packages/traps.js';

const host = { source: 'pypi', hasLibrary: () => false } as const;
const about = (name: string) => warningsAbout(name, host).map(({ text, instead }) => [text, instead]);

describe('a person is warned about', () => {
  it.each([
    ['sklearn', /has no code/, 'scikit-learn'],
    ['tensorflow-gpu', /was removed/, 'tensorflow'],
    ['bs4', /name to import/, 'beautifulsoup4'],
    ['PIL', /name to import/, 'pillow'],
    ['JupyterLab', /is a server/, ''],
    ['notebook', /is a server/, ''],
    ['opencv-python', /libGL\.so\.1/, 'opencv-python-headless'],
    ['requestss', /one letter/, 'requests'],
    ['scpy', /one letter/, 'scipy'],
    ['dataclasses', /is a part of Python/, ''],
    ['asyncore', /was a part of Python before/, ''],
  ])('%s', (name, text, instead) => {
    expect(about(name)).toEqual([[expect.stringMatching(text), instead]]);
  });
});

it.each([
  'numpy',
  'scikit-learn',
  'Pillow',
  'torch',
  'pandas',
  'pyyaml',
  'xarray',
  'toml',
  'opencv-python-headless',
])('nothing is wrong with %s', (name) => {
  expect(about(name)).toEqual([]);
});

it('OpenCV is right where the host has its library', () => {
  expect(warningsAbout('opencv-python', { source: 'pypi', hasLibrary: () => true })).toEqual([]);
});

it('names of a channel are its own', () => {
  expect(warningsAbout('pytorch', { ...host, source: 'conda' })).toEqual([]);
  expect(warningsAbout('jupyterlab', { ...host, source: 'conda' })).toHaveLength(1);
});

it.each([
  ['graphviz', /no Python modules on channels/, 'python-graphviz'],
  ['cv2', /name to import/, 'opencv'],
  ['bs4', /name to import/, 'beautifulsoup4'],
  ['scpy', /one letter/, 'scipy'],
  ['pathlib', /is a part of Python/, ''],
])('a person is warned about %s of a channel', (name, text, instead) => {
  const warnings = warningsAbout(name, { ...host, source: 'conda' });
  expect(warnings.map((each) => [each.text, each.instead])).toEqual([[expect.stringMatching(text), instead]]);
});

it.each(['readline', 'opencv', 'pytorch-gpu', 'tensorflow-gpu', 'r-base', 'samtools'])(
  'nothing is wrong with %s of a channel',
  (name) => {
    expect(warningsAbout(name, { ...host, source: 'conda' })).toEqual([]);
  },
);
