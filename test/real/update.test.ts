/** Kernels that are updated by real package managers, from an index that gets newer versions meanwhile. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { readLocked } from '../../src/kernels/built-environment.js';
import { driftOf } from '../../src/kernels/contents/drift.js';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { packageDifference } from '../../src/kernels/history/package-difference.js';
import type { Kernel } from '../../src/kernels/kernelspec.js';
import { updating } from '../../src/kernels/operations/index.js';
import { previewOperation } from '../../src/kernels/requests/preview/preview-operation.js';
import { lockedPackages } from '../../src/managers/locked-packages.js';
import { makeSmallIndex, type SmallIndex } from '../parts/index/small.js';
import { uvDirectory } from '../parts/uv/index.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { generationOf, resultOf } from '../support/operate.js';
import { runProgram, temporaryDirectory } from '../support/python.js';

interface Change {
  name: string;
  kind: string;
  from?: string;
  to?: string;
}
const textOf = ({ name, kind, from = '', to = '' }: Change) => `${kind} ${name} ${from}→${to}`;

const CHANGE = '# by hand';

/** What people do to an environment: another text in a file of a package, and their own file. */
function changeByHand(prefix: string): { undo(): void } {
  const place = packagesIn(prefix);
  const own = join(place, 'by_hand.py');
  const file = join(place, 'ipykernel/__init__.py');
  const kept = join(place, 'kept');
  writeFileSync(own, CHANGE);
  // As an editor does: the file may be shared.
  renameSync(file, kept);
  writeFileSync(file, `${readFileSync(kept, 'utf8')}${CHANGE}\n`);
  return {
    undo() {
      renameSync(kept, file);
      rmSync(own);
    },
  };
}

function packagesIn(prefix: string): string {
  const [version = ''] = readdirSync(join(prefix, 'lib'));
  return join(prefix, 'lib', version, 'site-packages');
}

describe.each(['uv', 'venv'])('a kernel of %s', (manager) => {
  it('changes only in what is asked for, as its preview says, unless that needs more', async () => {
    const { address, interpreters, fields, publish } = await makeSmallIndex();
    const home = makeHome({ index: address, settings: { interpreters, limits: { preview_seconds: 600 } } });
    await createWell(home, { ...fields, packages: ['little<3'], name: 'small', manager });
    await publish('little', '2.0');
    await publish('tiny', '1.0');
    await publish('needy', '1.0', 'little>=2');

    const packages = async (prefix: string) => {
      const locked = readLocked(prefix);
      return locked ? lockedPackages(locked) : [];
    };
    const previewed = async (kernel: Kernel, given: object) => {
      const asked = { kernel, given: { ...given } };
      const { preview } = await previewOperation(updating, asked, await home.equip());
      return preview.difference?.changes.map(textOf);
    };
    const update = async (given: object) => {
      const kernel = await findKernel('small', home.site);
      const foreseen = manager === 'uv' ? await previewed(kernel, given) : undefined;
      const build = await generationOf(home, 'update', 'small', { ...given });
      const log = await logText(build.files);
      expect(build.state.status, log).toBe('succeeded');
      const before = await packages(kernel.origin?.prefix ?? '');
      const changes = packageDifference(before, await packages(build.plan.prefix)).map(textOf);
      if (foreseen) expect(foreseen).toEqual(changes);
      return { changes, log, prefix: build.plan.prefix };
    };

    /** Report 36: an update that needs what the recipe excludes changes nothing. */
    const pinnedStays = async () => {
      await publish('greedy', '1.0', 'little>=3');
      const kernel = await findKernel('small', home.site);
      const asked = { kernel, given: { add: ['greedy'] } };
      const { preview } = await previewOperation(updating, asked, await home.equip());
      expect(preview.resolve_problem?.message).toContain('greedy');
      const build = await generationOf(home, 'update', 'small', asked.given);
      expect(build.state).toMatchObject({
        status: 'failed',
        cause: { message: expect.stringContaining('greedy') },
      });
      expect(await findKernel('small', home.site)).toEqual(kernel);
    };
    const first = await update({ add: ['tiny'] });
    expect(first.changes).toEqual(['added tiny →1.0']);
    // uv installs without byte code.
    if (manager === 'uv') expect(first.log).toMatch(/linked [1-9]\d* compiled modules$/m);
    const changed = changeByHand(first.prefix);
    const { changes, log, prefix: second } = await update({ add: ['needy'] });
    expect(changes).toEqual(['up little 1.0→2.0', 'added needy →1.0']);
    if (manager === 'venv') expect(log).toContain('trying without the version of little');
    const next = packagesIn(second);
    expect(readFileSync(join(next, 'ipykernel/__init__.py'), 'utf8')).not.toContain(CHANGE);
    expect(existsSync(join(next, 'by_hand.py'))).toBe(false);
    expect((await execa(join(second, 'bin/tiny'))).stdout).toBe('1.0');
    expect(readFileSync(join(second, 'bin/tiny'), 'utf8')).not.toContain(first.prefix);
    changed.undo();
    await publish('tiny', '2.0');
    await publish('little', '3.0');
    expect((await update({ remove: ['needy'], upgrade: ['tiny'] })).changes).toEqual([
      'removed needy 1.0→',
      'up tiny 1.0→2.0',
    ]);
    const prefix = (await findKernel('small', home.site)).origin?.prefix ?? '';
    expect(await resultOf(home, 'check', 'small')).toMatchObject({ ok: true });
    if (manager === 'uv') await pinnedStays();
    // Each generation shares files with the next one, which leaves them as they are.
    for (const number of [1, 2, 3, 4]) {
      const { files = 0, drift } = (await driftOf(join(prefix, '..', String(number)))) ?? {};
      expect(files).toBeGreaterThan(0);
      expect(drift).toEqual([]);
    }
  });
});

describe('an installation by uv that keeps versions', () => {
  let index: SmallIndex;
  beforeAll(async () => {
    index = await makeSmallIndex();
    await index.publish('little', '2.0');
    await index.publish('tiny', '1.0');
    await index.publish('tiny', '2.0');
    await index.publish('needy', '1.0', 'little>=2', 'tiny');
    await index.publish('chained', '1.0', 'needy');
  });

  it.each([
    {
      case: 'installs the versions that are kept',
      ...{ asked: ['little', 'tiny'], kept: ['little==1.0', 'tiny==1.0'], freed: [] },
      installed: ['little-1.0', 'tiny-1.0'],
    },
    {
      case: 'frees the one that a requested package excludes, and no other',
      ...{ asked: ['needy'], kept: ['little==1.0', 'tiny==1.0'], freed: ['little'] },
      installed: ['little-2.0', 'needy-1.0', 'tiny-1.0'],
    },
    {
      case: 'frees the one that a package further down excludes',
      ...{ asked: ['chained'], kept: ['little==1.0', 'Tiny==1.0'], freed: ['little'] },
      installed: ['chained-1.0', 'little-2.0', 'needy-1.0', 'tiny-1.0'],
    },
    {
      case: 'frees one that is gone from the index',
      ...{ asked: ['little', 'tiny'], kept: ['little==1.0', 'tiny==0.9'], freed: ['tiny'] },
      installed: ['little-1.0', 'tiny-2.0'],
    },
  ])('$case', async ({ asked, kept, freed, installed }) => {
    const directory = await temporaryDirectory();
    const [versions, target] = [join(directory, 'versions.txt'), join(directory, 'target')];
    writeFileSync(versions, kept.map((line) => `${line}\n`).join(''));
    const uv = [join(uvDirectory, 'uv'), 'pip', 'install', '--no-config', '--no-cache'];
    const where = ['--python', index.interpreters[0] ?? '', '--target', target, '--index-url', index.address];
    const answer = await runProgram('keep_versions.py', ['--versions', versions, ...uv, ...where, ...asked]);
    expect(answer.exit, answer.stdout).toBe(0);
    expect(
      [...answer.stdout.matchAll(/trying without the version of (.*)/g)].map(([, names]) => names),
    ).toEqual(freed);
    const found = readdirSync(target).filter((name) => name.endsWith('.dist-info'));
    expect(found.map((name) => name.replace('.dist-info', '').toLowerCase()).sort()).toEqual(installed);
  });
});
