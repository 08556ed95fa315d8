/** Operations that make a generation, on file systems that a step fills: the kernel stays as it was. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWell } from '../../../support/create.js';
import { type Home, makeHome } from '../../../support/home.js';
import { mayMount, mountSmall } from '../../../support/mount.js';
import { generationOf } from '../../../support/operate.js';

const limits = { free_megabytes: 0, free_files: 0 };
const places = {
  environments: (home: Home) => home.environments,
  jupyter_data: (home: Home) => home.jupyter_data,
  data_root: (home: Home) => home.data_root,
} as const;

const operations: [string, object][] = [
  ['update', { add: ['iniconfig'] }],
  ['rebuild', {}],
  ['clone', { new_name: 'other' }],
];
const cases = operations.flatMap(([id, given]) =>
  (['environments', 'jupyter_data', 'data_root'] as const).map((full) => ({ id, given, full })),
);

describe.skipIf(!mayMount)('a step that fills the file system', () => {
  it.each(cases)(
    'of $full fails the $id with its name, and the kernel stays',
    async ({ id, given, full }) => {
      const home = makeHome({ pretendUv: true, settings: { limits } });
      const place = places[full](home);
      mkdirSync(place, { recursive: true });
      mountSmall(home, place, 'size=4m');
      await createWell(home, { name: 'mine', packages: ['six'] });
      const file = join(home.jupyter_data, 'kernels/mine/kernel.json');
      const before = readFileSync(file, 'utf8');
      home.hook(`head -c 8000000 /dev/zero > ${place}/ballast; exit 1`);
      const { state, plan } = await generationOf(home, id, 'mine', { ...given });
      expect(state).toMatchObject({ status: 'failed', cause: { code: 'disk-full' } });
      expect(state.cause?.message).toContain(`\`${place}`);
      expect(readFileSync(file, 'utf8')).toBe(before);
      expect(readdirSync(join(home.jupyter_data, 'kernels'))).toEqual(['mine']);
      expect(existsSync(plan.prefix)).toBe(false);
      expect(existsSync(plan.staging)).toBe(false);
      rmSync(join(place, 'ballast'));
      home.hook('');
      expect((await generationOf(home, id, 'mine', { ...given })).state.status).toBe('succeeded');
    },
  );
});
