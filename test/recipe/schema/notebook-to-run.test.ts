import { describe, expect, it } from 'vitest';
import { python } from '../../../src/languages/python/index.js';
import { renderRecipe } from '../../../src/recipe/formats/recipe.js';
import { parseRecipe, recipeToKeep } from '../../../src/recipe/recipe.js';
import { cellsToRun, NOTEBOOK_MOST, notebookToRun } from '../../../src/recipe/schema/notebook-to-run.js';
import { notebookOf } from '../../support/notebook.js';

const read = (text: string) => notebookToRun(text, python);

describe('A notebook to run', () => {
  it('keeps its code cells and the tags that say how they run, and nothing else', () => {
    const text = read(notebookOf(['x = 1', ' \n', ['input()', 'skip-execution', 'mine']]));
    expect(JSON.parse(text).cells).toEqual([
      { cell_type: 'code', metadata: {}, source: 'x = 1' },
      { cell_type: 'code', metadata: { tags: ['skip-execution'] }, source: 'input()' },
    ]);
    expect(text).not.toMatch(/outputs|Title/);
    expect(cellsToRun(text)).toBe(2);
    expect(read(text)).toBe(text);
  });

  it.each([
    ['no JSON', 'import numpy', 'file-not-understood'],
    ['no code', notebookOf([' ']), 'notebook-empty'],
    [
      'another language',
      notebookOf(['1'], { kernelspec: { name: 'ir', display_name: 'R', language: 'R' } }),
      'notebook-language',
    ],
    ['too much code', notebookOf(['x'.repeat(NOTEBOOK_MOST)]), 'text-too-long'],
    ['too many cells', notebookOf(Array.from({ length: 2001 }, () => '1')), 'too-many'],
  ])('with %s is refused', (_, text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });

  it('is a field of the recipe of the build, and of nothing that is kept or shared', () => {
    const fields = {
      notebook: notebookOf(['secret_code()']),
      notebook_minutes: '5',
      notebook_failure: 'accept',
    };
    const recipe = parseRecipe({ name: 'x', ...fields });
    expect(renderRecipe(recipe)).toContain('secret_code()');
    expect(renderRecipe(recipeToKeep(recipe))).not.toMatch(/notebook|secret_code/);
    for (const [field, value] of [
      ['notebook_minutes', 'soon'],
      ['notebook_failure', 'maybe'],
    ] as const)
      expect(() => parseRecipe({ name: 'x', [field]: value })).toThrow();
  });
});
