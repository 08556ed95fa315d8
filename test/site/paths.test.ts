import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import {
  centralKernelDirectories,
  currentAccount,
  defaultDataRoot,
  defaultJupyterData,
  expandPath,
  isPersonal,
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
  ])('%s is %s', (template, path) => {
    expect(expandPath(template, account, { PROJECT: 'physics', USER: 'root' })).toBe(path);
  });
});

describe('a home directory', () => {
  const odd = { user: 'ada', home: '/home/a $USER ~ da' };

  it.each([
    ['~/envs', '/home/a $USER ~ da/envs'],
    ['${HOME}/$USER', '/home/a $USER ~ da/ada'],
  ])('can have a dollar sign in its name: %s is %s', (template, path) => {
    expect(expandPath(template, odd, {})).toBe(path);
  });

  it('is refused if its name is not UTF-8, which Node.js cannot name', () => {
    expect(() => currentAccount({ HOME: '/home/a\ufffdda' })).toThrow(
      new UserError('home-not-utf8', { home: '/home/a\ufffdda' }),
    );
  });
});

describe('a path with a variable that is not set', () => {
  it.each([
    ['/x/${PROJECT}/y', 'PROJECT'],
    ['/p/$USERS/a', 'USERS'],
    ['/p/${EMPTY}', 'EMPTY'],
  ])('%s is refused with its name', (template, variable) => {
    expect(() => expandPath(template, account, { EMPTY: '' })).toThrow(
      new UserError('variable-unset', { path: template, variable }),
    );
  });
});

describe('a path of the site file is personal', () => {
  it.each([
    ['/scratch/${USER}/ck', true],
    ['/scratch/$USER-ck', true],
    ['~/ck', true],
    ['${SCRATCH}/ck', true],
    ['/shared/ck', false],
    ['${PROJECT}/ck', false],
  ])('%s: %s', (template, personal) => {
    expect(isPersonal(template, account, { SCRATCH: '/scratch/ada', PROJECT: '/physics' })).toBe(personal);
  });
});

describe("the user's own directories", () => {
  it('are found without HOME, which Passenger does not always set', () => {
    expect(currentAccount({}).home).toMatch(/^\//);
    expect(currentAccount({ HOME: '/h' }).home).toBe('/h');
    for (const HOME of ['', 'relative']) expect(currentAccount({ HOME }).home).toMatch(/^\//);
  });

  it("have the app's data where Open OnDemand expects it", () => {
    expect(defaultDataRoot(account)).toBe('/home/ada/ondemand/data/sys/create_kernel');
  });

  it("have Jupyter's data where Jupyter looks by default", () => {
    expect(defaultJupyterData(account)).toBe('/home/ada/.local/share/jupyter');
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
