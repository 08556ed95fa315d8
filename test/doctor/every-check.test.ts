/** What holds for every check of the doctor, on a site that has little and on one that has nothing. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { doctorChecks } from '../../src/doctor/index.js';
import { equipSite } from '../../src/site/site.js';
import { makeHome } from '../support/home.js';

const NOWHERE = 'http://127.0.0.1:9';
const settings = { indexes: { default: [`${NOWHERE}/simple`] }, channels: { default: [`${NOWHERE}/forge`] } };
const sites = {
  'with a package manager': makeHome({ shared: true, pretendUv: true, settings }),
  'without any program': makeHome({
    shared: true,
    settings: { ...settings, interpreters: [], audit: { file: '/proc/nonexistent/audit.log' } },
    variables: { PATH: '/proc/nonexistent' },
  }),
};

describe.each(Object.entries(doctorChecks))('the check %s', (_, check) => {
  it.each(Object.entries(sites))(
    'on a site %s reports what it found, and changes nothing',
    async (_, home) => {
      const before = readdirSync(home.directory, { recursive: true, encoding: 'utf8' });
      const site = await equipSite(home.site, home.environment);
      const findings = await check({ site, environment: home.environment });
      const ids = findings.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)]);
      for (const { id, title, status, found, fix } of findings) {
        expect(id).toMatch(/^[a-z][\w.-]*$/);
        expect(title).toMatch(/^\S/);
        expect(found).toMatch(/\S$/);
        // A warning and a failure come with what to do.
        expect(fix === undefined, `${id}: ${found}`).toBe(status === 'ok');
      }
      const after = readdirSync(home.directory, { recursive: true, encoding: 'utf8' });
      expect(after.filter((name) => !before.includes(name) && !name.startsWith('data'))).toEqual([]);
    },
  );
});

it('The checks report under different ids', async () => {
  const home = sites['with a package manager'];
  const site = await equipSite(home.site, home.environment);
  const all = await Promise.all(
    Object.values(doctorChecks).map((check) => check({ site, environment: home.environment })),
  );
  const ids = all.flat().map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
