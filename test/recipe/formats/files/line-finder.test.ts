import { expect, it } from 'vitest';
import { LineFinder } from '../../../../src/recipe/formats/files/line-finder.js';

const text = [
  '[tool.poetry.dependencies]',
  'monai = "^1.3"',
  'napari = { optional = true }',
  'torch = { version = "2.2.1", source = "pytorch" }',
  '[[tool.poetry.source]]',
  'name = "napari"',
  'url = "https://download.pytorch.org/whl/cpu"',
].join('\n');

it('finds whole words before parts of others, also what is asked out of order', () => {
  const lines = new LineFinder(text);
  const asked = [
    'https://download.pytorch.org/whl/cpu',
    'monai',
    'napari',
    'torch',
    'pytorch',
    'whl',
    'nothing',
  ];
  expect(asked.map((words) => lines.lineOf(words).line)).toEqual([7, 2, 3, 4, 4, 7, undefined]);
});

it('finds the same words at their places one after the other', () => {
  const lines = new LineFinder(`${text}\ntorch = "again"`);
  expect(['torch', 'torch'].map((words) => lines.lineOf(words).line)).toEqual([4, 8]);
});
