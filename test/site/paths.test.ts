import { describe, expect, it } from 'vitest';
import {
  centralKernelDirectories,
  currentAccount,
  defaultDataRoot,
  expandPath,
  jupyterDataDirectory,
} from '../../src/site/paths.js';

const account = { user: 'ada', home: '/home/ada' };

describe('a path of the site file', () => {
  it.each([
    ['/scratch/${USER}/envs', '/scratch/ada/envs'],
    ['/scratch/$USER/envs', '/scratch/ada/envs'],
    ['~/envs', '/home/ada/envs'],
    ['~', '/home/ada'],
    ['/data/~x', '/data/~x'],
    ['${HOME}/a', '/home/ada/a'],
    ['/p/${PROJECT}/a', '/p/physics/a'],
    ['/p/${MISSING}/a', '/p//a'],
    ['/p/$USERS/a', '/p//a'],
  ])('%s is %s', (template, path) => {
    expect(expandPath(template, account, { PROJECT: 'physics', USER: 'root' })).toBe(path);
  });
});

describe("the user's own directories", () => {
  it('are found without HOME, which Passenger does not always set', () => {
    expect(currentAccount({}).home).toMatch(/^\//);
    expect(currentAccount({ HOME: '/h' }).home).toBe('/h');
  });

  it("keep the app's data where Open OnDemand keeps it", () => {
    expect(defaultDataRoot(account)).toBe('/home/ada/ondemand/data/sys/create_kernel');
  });

  it.each([
    [{}, '/home/ada/.local/share/jupyter'],
    [{ XDG_DATA_HOME: '/data/ada' }, '/data/ada/jupyter'],
    [{ XDG_DATA_HOME: '/data/ada', JUPYTER_DATA_DIR: '/j' }, '/j'],
    [{ XDG_DATA_HOME: '', JUPYTER_DATA_DIR: '' }, '/home/ada/.local/share/jupyter'],
  ])("keep Jupyter's data where Jupyter looks for it: %j", (environment, path) => {
    expect(jupyterDataDirectory(account, environment)).toBe(path);
  });
});

describe('the directories of central kernels', () => {
  it("are those of JUPYTER_PATH, the system and the site, in Jupyter's order and each once", () => {
    const environment = { JUPYTER_PATH: '/opt/j::/usr/share/jupyter' };
    const system = ['/usr/local/share/jupyter', '/usr/share/jupyter'];
    const central = ['/site/kernels', '/opt/j/kernels'];
    expect(centralKernelDirectories({ system, central }, environment)).toEqual([
      '/opt/j/kernels',
      '/usr/share/jupyter/kernels',
      '/usr/local/share/jupyter/kernels',
      '/site/kernels',
    ]);
  });
});
