import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { appRoot } from '../../../src/program.js';
import { makeRelease, names, publicDirectory, TIME } from './release.js';

const directory = publicDirectory();
const clone = join(directory, 'a clone', 'create_kernel');
const other = join(directory, 'other');

/** A clone of what is here, also of what has no commit yet, with one commit of its own at TIME. */
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

/** What was fetched for the one need not be fetched for the other. */
function shareNfpm(): void {
  const cache = join(appRoot, '.cache');
  mkdirSync(join(clone, '.cache'));
  for (const name of readdirSync(cache).filter((each) => each.startsWith('nfpm-')))
    symlinkSync(join(cache, name), join(clone, '.cache', name));
}

describe('an administrator’s clone', () => {
  let said = '';

  beforeAll(async () => {
    // Both of the same moment, for a developer goes on writing meanwhile.
    await makeClone();
    await makeRelease(other);
    shareNfpm();
    // As Open OnDemand's `rake build` calls it, by an administrator whose npm leaves out what is for development.
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

  it('gives the same release, to the byte, as any other clone of its commit, under any umask and time zone', async () => {
    const line = 'umask 077; exec npm run --silent release';
    await execa('bash', ['-c', line], { cwd: clone, env: { TZ: 'Pacific/Auckland', LC_ALL: 'C' } });
    const sums = (of: string) => readFileSync(join(of, names.sums), 'utf8');
    expect(sums(join(clone, 'release'))).toBe(sums(other));
    expect(
      sums(other)
        .trim()
        .split('\n')
        .map((each) => each.slice(66)),
    ).toEqual([names.archive, names.debian, names.rpm]);
    await execa('sha256sum', ['--check', names.sums], { cwd: other });
  });
});
