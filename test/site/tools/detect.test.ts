import { chmodSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectTools, type Search } from '../../../src/site/tools/detect.js';
import { findOnPath, searchDirectories } from '../../../src/site/tools/search-path.js';
import { temporaryDirectory } from '../../support/python.js';

/** A directory of small programs, each with a line of sh. */
async function toolbox(programs: Record<string, string>): Promise<string> {
  const directory = await temporaryDirectory();
  mkdirSync(join(directory, 'bin'));
  for (const [name, line] of Object.entries(programs)) program(join(directory, 'bin', name), line);
  return join(directory, 'bin');
}

function program(path: string, line: string): void {
  writeFileSync(path, `#!/bin/sh\n${line}\n`);
  chmodSync(path, 0o755);
}

function search(bin: string, more: Partial<Search> = {}): Search {
  const cache = join(bin, '..', 'tools.json');
  const environment = { PATH: '/usr/bin:/bin' };
  return {
    directories: [bin],
    given: {},
    interpreters: [],
    modules: '/proc/nonexistent',
    environment,
    cache,
    ...more,
  };
}

/** A line of sh that answers like an interpreter. */
function python(
  version: string,
  { path = `/opt/${version}`, pip = '23.0', implementation = 'cpython' } = {},
) {
  return `echo '${JSON.stringify({ path, version, implementation, pip })}'`;
}

describe('a manager', () => {
  it.each([
    ['uv', 'echo "uv 0.9.1 (abc 2025-11-01)"', '0.9.1'],
    ['conda', 'echo "conda 24.5.0"', '24.5.0'],
    ['mamba', 'echo "mamba 1.5.8"; echo "conda 24.5.0"', '1.5.8'],
    ['mamba', 'echo 2.3.3', '2.3.3'],
    ['micromamba', 'echo 2.0.5', '2.0.5'],
    ['curl', 'echo "curl 7.88.1 (x86_64) libcurl"', '7.88.1'],
  ] as const)('%s is found with the version that it prints', async (name, line, version) => {
    const bin = await toolbox({ [name]: line });
    expect((await detectTools(search(bin))).programs[name]).toEqual({ path: join(bin, name), version });
  });

  it.each([
    ['prints no version', 'echo hello'],
    ['fails', 'echo "uv 0.9.1"; exit 1'],
    ['cannot run at all', '#!/nonexistent'],
  ])('counts as missing if it %s', async (_, line) => {
    const bin = await toolbox({ uv: line });
    if (line.startsWith('#!')) writeFileSync(join(bin, 'uv'), `${line}\n`);
    expect((await detectTools(search(bin))).programs.uv).toBeUndefined();
  });

  it('is not a file that cannot be executed, nor a directory', async () => {
    const bin = await toolbox({ conda: 'echo "conda 1.0"' });
    chmodSync(join(bin, 'conda'), 0o644);
    mkdirSync(join(bin, 'uv'));
    expect(await detectTools(search(bin))).toEqual({
      programs: {},
      interpreters: [],
      module_interpreters: [],
      downloads: { found: [] },
    });
  });

  it('is the one that the site names, not the one on `PATH`', async () => {
    const [bin, other] = [
      await toolbox({ uv: 'echo "uv 0.1"' }),
      await toolbox({ 'uv-site': 'echo "uv 0.2"' }),
    ];
    const path = join(other, 'uv-site');
    expect((await detectTools(search(bin, { given: { uv: path } }))).programs.uv).toEqual({
      path,
      version: '0.2',
    });
  });

  it('runs with only the environment of the site', async () => {
    const bin = await toolbox({ uv: 'echo "uv $(env | cut -d= -f1 | sort | tr "\\n" ,)"' });
    const { programs } = await detectTools(
      search(bin, { environment: { PATH: '/usr/bin:/bin', ONLY: '1' } }),
    );
    expect(programs.uv?.version).toMatch(/^ONLY,(PATH|PWD)/);
    expect(programs.uv?.version).not.toContain('HOME');
  });
});

describe('interpreters', () => {
  it('are those on `PATH` that run, newest first, one for each minor version', async () => {
    const bin = await toolbox({
      python3: python('3.9.2'),
      'python3.11': python('3.11.7'),
      'python3.9': python('3.9.2'),
      'python3.12': 'exit 1',
      'python3.13': 'echo nonsense',
      'python3.11-config': 'echo no',
      python: python('2.7.18'),
      'python3.10': python('3.10.4', { implementation: 'pypy' }),
    });
    const { interpreters } = await detectTools(search(bin));
    expect(interpreters.map(({ version }) => version)).toEqual(['3.11.7', '3.9.2']);
  });

  it('prefer one that can make virtual environments', async () => {
    const [first, second] = [
      await toolbox({ python3: python('3.11.2', { pip: '', path: '/a' }) }),
      await toolbox({ python3: python('3.11.7', { path: '/b' }) }),
    ];
    const { interpreters } = await detectTools(search(first, { directories: [first, second] }));
    expect(interpreters).toMatchObject([{ path: '/b', version: '3.11.7', venv: true, pip: '23.0' }]);
  });

  it('may be named by the site, outside `PATH`', async () => {
    const [bin, other] = [await toolbox({}), await toolbox({ 'python-site': python('3.8.1') })];
    const found = await detectTools(search(bin, { interpreters: [join(other, 'python-site'), '/missing'] }));
    expect(found.interpreters).toMatchObject([{ version: '3.8.1' }]);
  });

  it('are replaced by their base if they are in a virtual environment', async () => {
    const { interpreters } = await detectTools(search(await toolbox({}), { directories: ['/usr/bin'] }));
    expect(interpreters[0]?.path).toMatch(/^\//);
    expect(interpreters[0]?.version).toMatch(/^3\.\d+\.\d+$/);
  });
});

describe('what was found', () => {
  const counting = (file: string) => `echo x >> ${file}; echo "uv 0.9.1"`;
  const asked = (file: string) => readFileSync(file, 'utf8').split('x').length - 1;

  it('is not asked again until the program changes', async () => {
    const bin = await toolbox({});
    const file = join(bin, 'count');
    program(join(bin, 'uv'), counting(file));
    for (let times = 0; times < 3; times++) await detectTools(search(bin));
    expect(asked(file)).toBe(1);
    program(join(bin, 'uv'), `${counting(file)} # changed`);
    await detectTools(search(bin));
    expect(asked(file)).toBe(2);
  });

  it('is asked again if the cache file is torn, or cannot be written', async () => {
    const bin = await toolbox({ uv: 'echo "uv 0.9.1"' });
    writeFileSync(join(bin, '..', 'tools.json'), '{"torn');
    expect((await detectTools(search(bin))).programs.uv?.version).toBe('0.9.1');
    const cache = join(bin, 'uv', 'tools.json');
    expect((await detectTools(search(bin, { cache }))).programs.uv?.version).toBe('0.9.1');
  });

  it('is asked again if a link leads to another program', async () => {
    const bin = await toolbox({ one: 'echo "uv 1.0"', other: 'echo "uv 2.0 or so"' });
    const link = join(bin, 'uv');
    symlinkSync(join(bin, 'one'), link);
    expect((await detectTools(search(bin))).programs.uv?.version).toBe('1.0');
    symlinkSync(join(bin, 'other'), `${link}2`);
    renameSync(`${link}2`, link);
    expect((await detectTools(search(bin))).programs.uv?.version).toBe('2.0');
  });
});

describe('the search path', () => {
  it('ends with the usual directories and has no relative ones', () => {
    expect(searchDirectories('/a', './b::/a:/usr/bin', undefined)).toEqual([
      '/a',
      '/usr/bin',
      '/usr/local/bin',
      '/bin',
    ]);
  });

  it('finds the first program of a name', async () => {
    const [one, other] = [await toolbox({ x: 'true' }), await toolbox({ x: 'true', y: 'true' })];
    expect(await findOnPath('x', [one, other])).toBe(join(one, 'x'));
    expect(await findOnPath('y', [one, other])).toBe(join(other, 'y'));
    expect(await findOnPath('z', [one, other])).toBeUndefined();
  });

  it("has the module system's file if the site names it", async () => {
    const bin = await toolbox({ init: 'true' });
    const init = join(bin, 'init');
    expect((await detectTools(search(bin, { modules: init }))).modules).toBe(init);
    expect((await detectTools(search(bin, { modules: '/missing' }))).modules).toBeUndefined();
  });
});
