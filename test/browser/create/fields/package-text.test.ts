import { describe, expect, it } from 'vitest';
import { addLines, withChoice, withoutChip } from '../../../../src/browser/create/fields/package-text.js';

describe('Taking a package out of the text', () => {
  it.each([
    ['numpy pandas', 'numpy', 'pandas'],
    ['numpy pandas', 'pandas', 'numpy'],
    ['numpy, pandas, scipy', 'pandas', 'numpy, scipy'],
    ['numpy\npandas\nscipy', 'pandas', 'numpy\nscipy'],
    ['numpy>=2 pandas', 'numpy>=2', 'pandas'],
    ['numpy >= 2 , pandas', 'numpy>=2', 'pandas'],
    ['numpy >=1.20, <2\npandas', 'numpy>=1.20,<2', 'pandas'],
    ['- numpy\n- pandas', 'numpy', '- pandas'],
    ['scipy # for the fits\npandas', 'scipy', 'pandas'],
    ['pip install numpy "pandas>=2"', 'pandas>=2', 'pip install numpy'],
    ['$ pip install numpy\nscipy', 'numpy', 'scipy'],
    ['conda install -c conda-forge gdal rasterio', 'gdal', 'conda install -c conda-forge rasterio'],
    ['import cv2, numpy as np', 'cv2 → opencv-python-headless', 'import numpy as np'],
    ['import cv2, numpy as np', 'numpy', 'import cv2'],
    ['from sklearn import svm\npandas', 'sklearn → scikit-learn', 'pandas'],
    [
      "ModuleNotFoundError: No module named 'cv2'\npandas",
      "ModuleNotFoundError: No module named 'cv2' → opencv-python-headless",
      'pandas',
    ],
    ['requests[socks] pandas', 'requests[socks]', 'pandas'],
    ['torch @ https://example.org/a.whl', 'torch@https://example.org/a.whl', ''],
  ])('from %j without %j leaves %j', (text, label, rest) => {
    expect(withoutChip(text, { kind: 'package', label })).toBe(rest);
  });

  it.each([
    ['numpy-stl pandas', 'numpy'],
    ['scikit-learn', 'learn'],
    ['', 'numpy'],
  ])('leaves %j alone, where %j does not stand as a word', (text, label) => {
    expect(withoutChip(text, { kind: 'package', label })).toBeUndefined();
  });
});

describe('Taking a channel out of the text', () => {
  it.each([
    ['conda install -c conda-forge gdal', 'conda-forge', 'conda install gdal'],
    ['conda install gdal --channel=bioconda -c conda-forge', 'bioconda', 'conda install gdal -c conda-forge'],
    [
      'conda create --override-channels -c "bioconda" samtools',
      'bioconda',
      'conda create --override-channels samtools',
    ],
    ['conda config --add channels bioconda\nsamtools', 'bioconda', 'samtools'],
    ['numpy\nconda config --append channels bioconda', 'bioconda', 'numpy'],
    ['bioconda\nconda-forge\nnodefaults', 'conda-forge', 'bioconda\nnodefaults'],
    ['bioconda, https://example.org/ours', 'https://example.org/ours', 'bioconda'],
  ])('from %j without %j leaves %j', (text, label, rest) => {
    expect(withoutChip(text, { kind: 'channel', label })).toBe(rest);
  });

  it('leaves a text alone that does not have the channel', () => {
    expect(
      withoutChip('conda install -c conda-forge/label/dev x', { kind: 'channel', label: 'conda-forge' }),
    ).toBeUndefined();
  });
});

describe('Adding an example or a file', () => {
  it('fills an empty text', () => {
    expect(addLines(' \n', 'numpy')).toBe('numpy');
  });

  it('keeps what was typed, and begins a line', () => {
    expect(addLines('numpy\n\n', 'pandas\nscipy')).toBe('numpy\npandas\nscipy');
  });
});

describe('a choice about a problem', () => {
  it.each([
    ['numpy\na==\nsix', { line: 2, from: 'a==', text: '' }, 'numpy\nsix'],
    ['numpy a== six', { line: 1, from: 'a==', text: 'a' }, 'numpy a six'],
    ['I need numpy', { text: 'numpy\npandas' }, 'numpy\npandas'],
    ['x\nlibrary(y)', { line: 2, from: 'library(y) ', text: '' }, 'x'],
  ])('changes %j by %j to %j', (text, choice, changed) => {
    expect(withChoice(text, { label: 'x', ...choice })).toBe(changed);
  });
});
