import { describe, expect, it } from 'vitest';
import { fromIndex } from '../../src/recipe/from-index.js';
import { parseRecipe, plainRecipe, type RecipeInput } from '../../src/recipe/recipe.js';

function taken(fields: Partial<RecipeInput>) {
  const { recipe, ...rest } = fromIndex(parseRecipe({ name: 'x', ...fields }));
  const { channels, packages, pip_packages, manager } = plainRecipe(recipe);
  return { channels, packages, pip_packages, manager, ...rest };
}

describe('What is requested from conda, taken from the package index', () => {
  it('has the names that the index has, and says which it does not have', () => {
    expect(
      taken({ packages: ['pytorch=2.1', 'cudatoolkit=11.8', 'opencv', 'numpy>=1.26', 'libgdal'] }),
    ).toMatchObject({
      packages: ['torch==2.1.*', 'opencv-python-headless', 'numpy>=1.26'],
      renamed: [
        { from: 'pytorch', to: 'torch' },
        { from: 'opencv', to: 'opencv-python-headless' },
      ],
      absent: ['cudatoolkit', 'libgdal'],
    });
  });

  it('stays on the index, also what conda has too', () => {
    expect(fromIndex(parseRecipe({ name: 'x', packages: ['gdal'] })).recipe.source).toBe('pypi');
  });

  it('has no channels, builds and alternatives, and keeps the versions', () => {
    const packages = ['conda-forge::six=1.16=py_0', 'scipy>=1|<0.5', 'pandas=2.*=py*'];
    expect(
      taken({ packages, channels: ['bioconda', 'https://example.org/simple'], manager: 'conda' }),
    ).toMatchObject({
      packages: ['six==1.16', 'scipy', 'pandas==2.*'],
      channels: ['https://example.org/simple'],
      manager: 'auto',
    });
  });

  it('is one list with what pip would have added, of which each package is there once', () => {
    expect(
      taken({ packages: ['numpy', 'Pillow'], pip_packages: ['pillow>=10', 'black[jupyter]'] }),
    ).toMatchObject({
      packages: ['numpy', 'pillow>=10', 'black[jupyter]'],
      pip_packages: [],
    });
  });
});
