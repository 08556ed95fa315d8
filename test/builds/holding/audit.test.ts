import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditRecord, writeAudit } from '../../../src/builds/holding/audit.js';
import { type BuildState, initialState } from '../../../src/shared/builds/build-state.js';
import { siteSchema } from '../../../src/site/settings/index.js';
import { temporaryDirectory } from '../../support/python.js';

const ended: BuildState = {
  ...initialState,
  name: 'climate',
  display_name: 'Климат 🌍',
  generation: 2,
  manager: 'uv',
  status: 'failed',
  host: 'node7',
  cause: { code: 'no-such-package', message: 'There is no `nunpy`', hint: 'Did you mean `numpy`?' },
  started: Date.parse('2026-08-03T12:00:00Z'),
  ended: Date.parse('2026-08-03T12:01:02.340Z'),
};

const account = { user: 'ada', home: '/home/ada' };
const settings = (audit: object) => siteSchema.parse({ audit });

describe('the audit record', () => {
  it('has the user, the kernel, the duration and the result', () => {
    expect(auditRecord('20260803-120000-abcdef', ended, account)).toEqual({
      time: '2026-08-03T12:01:02.340Z',
      user: 'ada',
      host: 'node7',
      build: '20260803-120000-abcdef',
      kernel: 'climate',
      generation: 2,
      manager: 'uv',
      result: 'failed',
      cause: 'no-such-package',
      seconds: 62.3,
    });
  });

  it('has the size of a verified environment', () => {
    const report = {
      kernel: {
        ok: true,
        seconds: 1,
        executable: '',
        language_version: '3.12.4',
        implementation: 'ipykernel',
      },
      imports: [],
      packages: [{ name: 'six', version: '1', source: 'pypi', requested: true }],
      size: 12_345_678,
      files: 900,
    };
    const { cause: _, ...rest } = ended;
    const record = auditRecord('b', { ...rest, status: 'succeeded', report }, account);
    expect(record).toMatchObject({ result: 'succeeded', packages: 1, bytes: 12_345_678 });
  });

  it('is appended to the site’s file, after the records of others', async () => {
    const file = join(await temporaryDirectory(), 'audit.log');
    const record = auditRecord('b', ended, account);
    await Promise.all([1, 2, 3].map(() => writeAudit(record, settings({ file }))));
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([record, record, record]);
  });

  it('is off unless the site turns it on', async () => {
    expect(await writeAudit(auditRecord('b', ended, account), settings({}))).toEqual([]);
  });

  it('is reported if it cannot be written, and nothing is thrown', async () => {
    const file = join(await temporaryDirectory(), 'missing', 'audit.log');
    const [problem] = await writeAudit(auditRecord('b', ended, account), settings({ file }));
    expect(problem).toMatch(/^The audit record could not be written to .*audit\.log: ENOENT/);
    expect(existsSync(file)).toBe(false);
  });
});
