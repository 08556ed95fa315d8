/** bin/setup in an unpacked release. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appRoot } from '../src/base/program.js';

const edited = 'name: Ours\nurl: batch_connect/sys/create_kernel/session_contexts/new\n';
const shipped = readFileSync(join(appRoot, 'manifest.yml'), 'utf8');

/** An earlier release with this manifest, and a later one beside it, as an upgrade has them. */
function releases(manifest: string) {
  const directory = mkdtempSync(join(tmpdir(), 'create-kernel-setup-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const later = join(directory, '.new', 'create_kernel');
  for (const name of ['bin', 'manifest.yml'])
    cpSync(join(appRoot, name), join(later, name), { recursive: true });
  mkdirSync(join(directory, 'create_kernel'));
  writeFileSync(join(directory, 'create_kernel', 'manifest.yml'), manifest);
  const read = (name: string) => readFileSync(join(later, name), 'utf8');
  const setUp = (...words: string[]) =>
    execa('.new/create_kernel/bin/setup', words, { cwd: directory, reject: false });
  return { later, read, setUp };
}

describe('bin/setup with the directory of the earlier release', () => {
  it('keeps a manifest that the site has edited, and says where the new one is; also a second time', async () => {
    const { read, setUp } = releases(edited);
    expect((await setUp('create_kernel')).stdout).toMatch(/manifest\.yml is that of .*\/create_kernel\. /);
    await setUp('create_kernel');
    expect([read('manifest.yml'), read('manifest.yml.new')]).toEqual([edited, shipped]);
  });

  it('does nothing if the manifests are equal', async () => {
    const { later, read, setUp } = releases(shipped);
    expect((await setUp('create_kernel')).stdout).toMatch(/needs no other set-up/);
    expect(read('manifest.yml')).toBe(shipped);
    expect(existsSync(join(later, 'manifest.yml.new'))).toBe(false);
  });

  it.each(['absent', '.new'])('fails and changes nothing if `%s` has no manifest', async (name) => {
    const { later, read, setUp } = releases(edited);
    expect((await setUp(name)).exitCode).not.toBe(0);
    expect(read('manifest.yml')).toBe(shipped);
    expect(existsSync(join(later, 'manifest.yml.new'))).toBe(false);
  });
});
