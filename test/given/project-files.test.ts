import { describe, expect, it } from 'vitest';
import { chooseFiles } from '../../src/given/project-files.js';

const choose = (...paths: string[]) => {
  const { list, others, leftOut } = chooseFiles(paths);
  return { list, others, leftOut: leftOut.map(({ path }) => path) };
};

describe('Of a folder', () => {
  it.each<[string, string[], { list?: string; others: string[]; leftOut: string[] }]>([
    [
      'environment.yml has the packages, as in repo2docker',
      ['README.md', 'requirements.txt', 'environment.yml', 'runtime.txt', 'a.ipynb'],
      { list: 'environment.yml', others: [], leftOut: ['requirements.txt', 'runtime.txt'] },
    ],
    [
      'binder/ comes before the folder itself, and before .binder/',
      ['requirements.txt', 'binder/requirements.txt', '.binder/environment.yml'],
      {
        list: 'binder/requirements.txt',
        others: [],
        leftOut: ['requirements.txt', '.binder/environment.yml'],
      },
    ],
    [
      'a list is read with its constraints, the system packages and the version',
      ['requirements.txt', 'constraints.txt', 'apt.txt', 'runtime.txt'],
      { list: 'requirements.txt', others: ['constraints.txt', 'apt.txt', 'runtime.txt'], leftOut: [] },
    ],
    [
      'scripts that build an image are reported',
      ['requirements.txt', 'postBuild', 'start', 'Dockerfile', 'setup.py'],
      { list: 'requirements.txt', others: [], leftOut: ['postBuild', 'start', 'Dockerfile', 'setup.py'] },
    ],
    [
      'notebooks and scripts are read if there is no list',
      ['notes.md', 'b/two.py', 'a.ipynb', 'apt.txt'],
      { others: ['apt.txt', 'a.ipynb', 'b/two.py'], leftOut: [] },
    ],
    [
      'the setup.py of a package is its list',
      ['setup.py', 'a.ipynb', 'part/one.py'],
      { list: 'setup.py', others: [], leftOut: [] },
    ],
    [
      'a list in another directory is that of another project',
      ['old/requirements.txt', 'a.ipynb'],
      { others: ['a.ipynb'], leftOut: [] },
    ],
    [
      'the packages of another language are read beside the list, so that they are reported',
      ['environment.yml', 'install.R', 'plot.R', 'DESCRIPTION', 'binder.jl', 'old/Project.toml'],
      { list: 'environment.yml', others: ['DESCRIPTION', 'install.R'], leftOut: [] },
    ],
    [
      'the packages of another language are read alone',
      ['Project.toml', 'Manifest.toml', 'main.jl'],
      { others: ['Manifest.toml', 'Project.toml'], leftOut: [] },
    ],
    ['a lock is a list', ['uv.lock', 'main.py'], { list: 'uv.lock', others: [], leftOut: [] }],
  ])('%s', (_, paths, expected) => {
    expect(choose(...paths)).toEqual({ list: undefined, ...expected });
  });
});
