/** Every package manager, as the doctor of a host finds its program. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examine } from '../../src/doctor/index.js';
import { managers } from '../../src/managers/index.js';
import { type HomeOptions, makeHome } from '../support/home.js';
import { installProgram } from '../support/install-program.js';

const all = Object.values(managers);
const withProgram = all.flatMap(({ id, program }) => (program ? [{ id, program }] : []));

describe.each(withProgram)('the program of $id', ({ id, program }) => {
  it('is found at the path that the site sets', async () => {
    const home = makeHome();
    const path = installProgram(join(home.home, 'elsewhere', `${id}-of-the-site`), program);
    const named = makeHome({ settings: { managers: { [id]: { path } } } });
    expect((await named.equip()).tools.programs[id]).toEqual({ path, version: '9.8.7' });
  });

  it('is found on `PATH`', async () => {
    const home = makeHome({ settings: { search_path: ['~/programs'] } });
    const path = installProgram(join(home.home, 'programs', program.names[0] ?? ''), program);
    expect((await home.equip()).tools.programs[id]).toEqual({ path, version: '9.8.7' });
  });

  it('is shown by the doctor, and is a fault if it is not at the path that the site sets', async () => {
    const missing = { pretendUv: true, settings: { managers: { [id]: { path: `/nowhere/${id}` } } } };
    expect(await reported(id, missing)).toMatchObject({ status: 'fail', found: expect.stringContaining(id) });
    const path = installProgram(join(makeHome().home, id), program);
    expect(await reported(id, { settings: { managers: { [id]: { path } } } })).toMatchObject({
      status: 'ok',
      found: `9.8.7, \`${path}\``,
    });
  });
});

async function reported(id: string, options: HomeOptions) {
  const home = makeHome(options);
  const findings = await examine({ ...home.environment, PATH: '/usr/bin:/bin' });
  return findings.find((each) => each.id === `manager-${id}`);
}

it.each(all)('$id is reported by the doctor if it is disabled', async ({ id, label }) => {
  const options = { pretendUv: true, settings: { managers: { [id]: { enabled: false } } } };
  expect(await reported(id, options)).toMatchObject({
    title: label,
    found: 'disabled in the site’s settings',
  });
});
