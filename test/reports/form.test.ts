/** Real problem reports about what people bring to the form; each title says which one and what is right. */
import { describe, expect, it } from 'vitest';
import { environmentRequest } from '../../src/plan/make-plan.js';
import { makePlanRequest } from '../../src/plan/plan-request.js';
import { hereKey } from '../../src/recipe/formats/environments/platform.js';
import { requestFields } from '../../src/recipe/intake/request/request.js';
import { context, recipe, uv } from '../support/host.js';
import { codesIn, notesIn, understood } from '../support/understood.js';

const code = (source: string, more: object = {}) => ({
  cell_type: 'code',
  metadata: {},
  outputs: [],
  source,
  ...more,
});
const notebook = (metadata: object, ...cells: object[]) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells });
const specsIn = (text: string, name?: string) => understood(text, name).packages.map(({ spec }) => spec.text);

describe('reports 21 to 23: kernels of R and Octave, which this app does not make', () => {
  const r = notebook(
    { kernelspec: { name: 'ir', display_name: 'R', language: 'R' } },
    code('library(jsonlite)'),
  );

  it.each([
    ['21: a notebook of R', r, 'a.ipynb'],
    ['21: packages of R', 'install.packages("jsonlite")', undefined],
    ['22: code of R', 'library(jsonlite)\nx <- fromJSON("{}")', undefined],
    ['23: code of Octave', 'pkg load signal', undefined],
    ['23: packages of Octave', 'pkg install -forge control', undefined],
  ])('report %s is refused before anything is built, and never becomes a Python kernel', (_, text, name) => {
    expect(codesIn(text, name)).toContain('text-other-language');
    expect(specsIn(text, name)).toEqual([]);
  });
});

describe('report 29: a notebook asks for the kernel of its author', () => {
  const asking = (name: string, display_name = name) =>
    notebook({ kernelspec: { name, display_name, language: 'python' } }, code('import numpy'));

  it('report 29: a name that a kernel may have is given to it, so that the notebook opens with it', () => {
    const { name, displayName } = understood(asking('climate', 'Climate (2024)'), 'a.ipynb');
    expect({ name, displayName }).toEqual({ name: 'climate', displayName: 'Climate (2024)' });
  });

  it('report 29: of another one, a note says what Jupyter will do', () => {
    const text = asking('Python [py35]');
    expect(understood(text, 'a.ipynb').name).toBeUndefined();
    expect(notesIn(text, 'a.ipynb')).toContainEqual(expect.stringContaining('`Python [py35]`'));
  });

  it('report 29: the kernel of every Jupyter is no wish', () => {
    expect(understood(asking('python3', 'Python 3'), 'a.ipynb').name).toBeUndefined();
  });

  it('report 29: a notebook without metadata and one of nbformat 3 are read too', () => {
    const cells = [{ cell_type: 'code', input: ['import cv2\n', 'import yaml'], language: 'python' }];
    const old = JSON.stringify({ nbformat: 3, metadata: { name: '' }, worksheets: [{ cells }] });
    expect(specsIn(notebook({}, code('import numpy')), 'a.ipynb')).toEqual(['numpy']);
    expect(specsIn(old, 'a.ipynb')).toEqual(['opencv-python-headless', 'pyyaml']);
  });

  it.each(['{"cells": [', 'no JSON', '{"cells": 3}', '[]'])(
    'report 29: %j is no notebook, in words',
    (text) => {
      expect(codesIn(text, 'a.ipynb')).toEqual(['file-not-understood']);
    },
  );
});

describe('report 30: what a notebook imports are no packages', () => {
  const text = notebook(
    { kernelspec: { name: 'python3', language: 'python' } },
    code('import cv2, sklearn, yaml, mylocal, os\n%pip install rich\n!pip install x; rm -rf ~'),
  );

  it('report 30: packages come from a table, and a guess says that it is one', () => {
    const found = understood(text, 'a.ipynb').packages.map(({ spec, guessed }) => [
      spec.text,
      guessed === true,
    ]);
    expect(found).toEqual([
      ['opencv-python-headless', false],
      ['scikit-learn', false],
      ['pyyaml', false],
      ['mylocal', true],
      ['rich', false],
      ['x', false],
    ]);
    expect(notesIn(text, 'a.ipynb')).toContainEqual(expect.stringContaining('`mylocal` is a guess'));
  });

  it('report 30: magics are read as text, and what follows a command is left out', () => {
    expect(notesIn(text, 'a.ipynb')).toContainEqual(expect.stringContaining('`rm -rf ~` was left out'));
  });
});

describe('report 31: the platform and the kind of explicit lock files', () => {
  const url = (platform: string, name = 'zlib-1.2.13-h_1') =>
    `https://conda.anaconda.org/conda-forge/${platform}/${name}.conda#${'a'.repeat(32)}`;
  const explicit = (platform: string) => `# created by conda\n@EXPLICIT\n${url(platform)}\n`;

  const lockIn = (text: string, name: string) => requestFields(understood(text, name)).lock ?? '';

  it('report 31: another platform is refused with both names, before any download', () => {
    const [problem] = understood(explicit('linux-ppc64le'), 'spec-file.txt').problems;
    expect(problem?.error.message).toContain('linux-ppc64le');
    expect(problem?.error.message).toContain(hereKey());
  });

  it('report 31: the kind of a file is seen by its content, not by its name', () => {
    expect(lockIn(explicit(hereKey()), 'requirements.txt')).toMatch(/^@EXPLICIT\n/);
    expect(specsIn('numpy==2.0', 'spec-file.txt')).toEqual(['numpy==2.0']);
  });

  it('report 31: a lock without the kernel package is refused, and says what it lacks', () => {
    const lock = lockIn(explicit(hereKey()), 'a.txt');
    const conda = { path: '/opt/conda', version: '24.1' };
    const locked = recipe({ lock, manager: 'conda' });
    expect(() => makePlanRequest(locked, context({ uv, conda }).site)).toThrow(/ipykernel/);
    // Without the lock, the same recipe can be planned.
    const free = makePlanRequest(recipe({ manager: 'conda' }), context({ uv, conda }).site);
    expect(environmentRequest(free, { generation: 1 }).locked).toBeUndefined();
  });
});
