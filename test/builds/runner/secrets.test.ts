import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readBuildRecipe } from '../../../src/builds/builds.js';
import { main } from '../../../src/cli/main.js';
import { saveRecipe } from '../../../src/presets/my-recipes.js';
import { parseRecipe } from '../../../src/recipe/recipe.js';
import { RecordingTerminal } from '../../cli/recording-terminal.js';
import { create, createWell } from '../../support/create.js';
import { type Home, makeHome } from '../../support/home.js';
import { temporaryDirectory } from '../../support/python.js';
import { waitFor } from '../../support/wait.js';

// This test runs real processes, beside those of other test files.
const SECRET = 'hunter2hunter2';
const KERNEL_SECRET = 'swordfish$swordfish';
function filesWith(text: string, directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path, 'latin1').includes(text));
}

it('no secret of a build is in the log, the script, the environment or the kept kernelspec', async () => {
  const netrc = join(await temporaryDirectory(), 'netrc');
  writeFileSync(netrc, `machine index.example.org login ada password ${SECRET}`);
  const home = makeHome({
    pretendUv: true,
    settings: { credentials: { netrc } },
    variables: { https_proxy: `http://ada:${SECRET}@proxy.example.org:3128` },
  });
  home.hook(`printenv https_proxy MIRROR A_TOKEN NETRC; echo "no login as ada with ${SECRET}" >&2`);
  const install_variables = { MIRROR: `https://ada:${SECRET}@mirror.example.org`, A_TOKEN: SECRET };
  const kernel_variables = { DB_PASSWORD: KERNEL_SECRET };
  const { state, plan, files } = await create(home, { name: 'mine', install_variables, kernel_variables });
  expect(state.status).toBe('succeeded');
  const log = readFileSync(files.journal, 'utf8');
  for (const line of ['http://***@proxy', 'https://***@mirror', netrc, 'with ***'])
    expect(log).toContain(line);
  expect(readFileSync(`${plan.kernel_directory}/kernel.json`, 'utf8')).not.toMatch(/netrc|proxy\.example/i);
  const holding = (text: string) => places(home).flatMap((directory) => filesWith(text, directory));
  // Exceptions: the kernel's store of secrets, and the password of the site's proxy in a file that the runner reads.
  expect(holding(SECRET)).toEqual([plan.secrets, files.plan]);
  expect(holding('swordfish')).toEqual([plan.secrets, join(plan.kernel_directory, 'kernel.json')]);
  for (const path of [...holding(SECRET), ...holding('swordfish')])
    expect(statSync(path).mode & 0o077).toBe(0);
  const { env } = JSON.parse(readFileSync(join(plan.kernel_directory, 'kernel.json'), 'utf8'));
  expect(env.DB_PASSWORD).toBe('swordfish$$swordfish');
  const given = { install_variables, kernel_variables };
  expect(await readBuildRecipe({ files, plan })).toMatchObject(given);
});

it('no operation, saved recipe or retried build has a secret elsewhere than in the kernel’s store and kernel.json', async () => {
  const home = makeHome({ pretendUv: true });
  for (const [name, value] of Object.entries(home.environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const elsewhere = await temporaryDirectory();
  const [words, seen] = [join(elsewhere, 'words'), join(elsewhere, 'seen')];
  writeFileSync(words, `${SECRET}\nswordfish\n`);
  // While it installs: in the command line of any process.
  const look = `grep -lsFf '${words}' /proc/[0-9]*/cmdline >>'${seen}'; echo looked >>'${seen}'`;
  home.hook(look);
  const fields = {
    install_variables: { A_TOKEN: SECRET },
    kernel_variables: { DB_PASSWORD: KERNEL_SECRET },
  };
  await createWell(home, { name: 'mine', ...fields });
  await saveRecipe(parseRecipe({ name: 'saved', ...fields }), home.site);
  home.hook(`${look}; exit 1`);
  const failed = await create(home, { name: 'again', ...fields });
  expect(failed.state.status).toBe('failed');
  home.hook(look);
  let printed = '';
  for (const line of [
    ['retry', failed.id],
    ['rebuild', 'mine', '--yes'],
    ['update', 'mine', 'little'],
    ['rollback', 'mine', '1'],
    ['rename', 'mine', 'other'],
    ['clone', 'other', 'twin'],
    ['show', 'other'],
    ['show', 'other', '--json'],
    ['show', 'other', '--link'],
    ['logs', failed.id],
    ['builds', '--json'],
    ['recipes', 'saved'],
    ['plan', 'next', '--like', 'other'],
    ['remove', 'other', '--yes'],
    ['undo', 'other'],
  ]) {
    const terminal = new RecordingTerminal();
    expect(await main(line, terminal), `${line.join(' ')}\n${terminal.talk}`).toBe(0);
    printed += `${terminal.out}${terminal.talk}`;
  }
  expect(printed).not.toMatch(/hunter2|swordfish/);
  expect(readFileSync(seen, 'utf8')).toMatch(/^(looked\n){6}$/);
  const holding = [SECRET, 'swordfish'].flatMap((text) => filesWith(text, home.directory));
  const allowed = /\/data\/secrets\/[\w-]+\.json$|\/jupyter\/kernels\/(again|other|twin)\/kernel\.json$/;
  expect(holding.filter((path) => !allowed.test(path))).toEqual([]);
  expect(holding.length).toBeGreaterThan(6);
  for (const path of holding) expect(statSync(path).mode & 0o077, path).toBe(0);
});

it('no secret of a failed build reaches the site’s command at its end', async () => {
  const kept = join(await temporaryDirectory(), 'kept');
  const home = makeHome({
    pretendUv: true,
    settings: { notify_command: ['sh', '-c', `env >'${kept}.part'; mv '${kept}.part' '${kept}'`] },
    variables: { https_proxy: `http://ada:${SECRET}@proxy.example.org:3128` },
  });
  home.hook(`echo "error: no login as ada with ${SECRET}" >&2; exit 1`);
  const install_variables = { A_TOKEN: SECRET };
  const { state, files } = await create(home, { name: 'mine', install_variables });
  expect(state.cause?.message).toContain('no login as ada with ***');
  const found = await waitFor('the command', () => existsSync(kept) && readFileSync(kept, 'utf8'));
  expect(found).toMatch(/^CREATE_KERNEL_CAUSE=.*no login as ada with \*\*\*/m);
  expect(found).not.toContain(SECRET);
  expect(readFileSync(files.runner_output, 'utf8')).toBe('');
});

const places = (home: Home) => [home.data_root, home.jupyter_data, home.environments];
