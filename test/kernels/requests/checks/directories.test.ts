/** Faults of a directory are reported before a build, with its purpose and the setting or field that changes it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/base/errors.js';
import { checkDirectories, locationFault } from '../../../../src/kernels/requests/checks/directories.js';
import { type Home, makeHome } from '../../../support/home.js';
import { makeReadOnly, mayHang, mayMount, mountHanging, mountSmall } from '../../../support/mount.js';
import { compile } from '../../../support/process.js';

const ANYTHING = { limits: { free_megabytes: 0, free_files: 0 } };

function home(variables: Record<string, string> = {}): Home {
  return makeHome({ settings: ANYTHING, variables });
}

/** The check's error for a home as one text, with its code and field. */
async function faultIn(its: Home, local = true) {
  const error = await checkDirectories(its.environments, its.site, { local }).then(
    () => undefined,
    (each: unknown) => each,
  );
  if (!(error instanceof UserError)) return error;
  return { code: error.code, field: error.field, text: `${error.message}. ${error.hint}` };
}

/** A file system with room for one file only, which takes it. */
function fill(its: Home, directory: string): void {
  mountSmall(its, directory, 'size=64k');
  writeFileSync(join(directory, 'full'), Buffer.alloc(64 * 1024));
}

describe.skipIf(!mayMount)('before a build', () => {
  it('nothing is reported if all directories work', async () => {
    expect(await faultIn(home())).toBeUndefined();
  });

  it('a full location is reported', async () => {
    const its = makeHome({ settings: { limits: { free_megabytes: 1 } } });
    fill(its, its.environments);
    const { code, field, text } = Object(await faultIn(its));
    expect([code, field]).toEqual(['space-short', 'location']);
    expect(text).toContain(
      `\`${its.environments}\`, which holds the environments of this location, has 0 bytes free`,
    );
    expect(text).toContain('or choose another location');
  });

  it.each<[string, (its: Home) => string, string, string]>([
    ['Jupyter directory', (its) => its.jupyter_data, 'your kernelspecs', '`jupyter_data`'],
    ['data directory', (its) => its.data_root, 'the builds and logs of Create Kernel', '`data_root`'],
    ['directory of temporary files', (its) => join(its.directory, 'tmp'), 'the temporary files', '`TMPDIR`'],
  ])('a full %s, and not the location, is reported', async (_, of, holds, setting) => {
    const first = makeHome();
    const its = makeHome({ settings: ANYTHING, variables: { TMPDIR: join(first.directory, 'tmp') } });
    const directory = setting === '`TMPDIR`' ? of(first) : of(its);
    fill(setting === '`TMPDIR`' ? first : its, directory);
    const { code, field, text } = Object(await faultIn(its));
    expect([code, field]).toEqual(['space-short', undefined]);
    expect(text).toContain(`\`${directory}\`, which holds ${holds}`);
    expect(text).toContain(setting);
  });

  it('the temporary directory of this host is not checked for a build on a cluster', async () => {
    const first = makeHome();
    fill(first, join(first.directory, 'tmp'));
    expect(await faultIn(home({ TMPDIR: join(first.directory, 'tmp') }), false)).toBeUndefined();
  });

  it('a location that is mounted with `noexec` is reported', async () => {
    const its = home();
    mountSmall(its, its.environments, 'size=4m,noexec');
    const { code, field, text } = Object(await faultIn(its));
    expect([code, field]).toEqual(['directory-noexec', 'location']);
    expect(text).toContain(`Programs cannot be started from \`${its.environments}\``);
  });

  it('a read-only home is reported', async () => {
    const its = makeHome({ settings: ANYTHING });
    makeReadOnly(its, its.data_root);
    const { code, text } = Object(await faultIn(its));
    expect(code).toBe('directory-not-writable');
    expect(text).toContain(`\`${its.data_root}\`, which holds the builds and logs of Create Kernel`);
    expect(text).toContain('the file system is read-only');
    expect(text).toContain('`data_root`');
  });

  it.skipIf(!mayHang)('a location on a file system that hangs is reported', async () => {
    const its = home();
    await mountHanging(its, its.environments);
    expect(await faultIn(its)).toMatchObject({ code: 'directory-silent', field: 'location' });
  });
});

describe('a location', () => {
  it('below a file is refused at its field', async () => {
    const its = home();
    writeFileSync(join(its.home, 'file'), '');
    expect(await locationFault(join(its.home, 'file', 'envs'))).toMatchObject({
      ...{ code: 'directory-not-writable', field: 'location' },
      message: expect.stringContaining(`\`${its.home}/file\` is not a directory`),
    });
  });

  it.skipIf(process.getuid?.() !== 0)(
    'that an ordinary user may not enter is refused at its field',
    async () => {
      const its = home();
      const closed = join(its.directory, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      chmodSync(its.directory, 0o755);
      const program = await compile(new URL('../../programs/location-fault.ts', import.meta.url));
      // That user may be unable to read the program too.
      const words = ['--input-type=module', '-', join(closed, 'envs')];
      const ordinary = { input: readFileSync(program), uid: 65534, gid: 65534, cwd: '/' };
      expect(JSON.parse(execFileSync(process.execPath, words, ordinary).toString())).toMatchObject({
        ...{ code: 'directory-not-writable', field: 'location' },
        message: expect.stringContaining(`\`${closed}\` is not writable for you`),
      });
    },
  );
});
