import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { managers as registered } from '../../src/managers/index.js';
import { type Home, makeHome } from '../support/home.js';
import { ended } from '../support/pretend.js';
import { buildProgram } from '../support/program.js';
import fc from '../support/properties.js';
import { MARK, type Submission, submissions } from '../support/submissions.js';
import { serveHome, Visitor } from '../support/web.js';

// `npm run bench -- mutations` runs more.
const RUNS = Number(process.env.MUTATED_BUILDS ?? 80);

// Makes an environment that can be activated, notes what it is asked for, and then cannot find it.
const pretendUv = (log: string) => `#!/bin/sh
[ "$1" = --version ] && echo 'uv 0.9.0' && exit
for word do
  printf 'word %s\\n' "$word" >> ${log}
  last=$word
done
[ "$1" = venv ] && mkdir -p "$last/bin" && echo "export VIRTUAL_ENV='$last'" > "$last/bin/activate" && exit
sed 's/^/line /' "$last" >> ${log}
echo 'error: none of this is available' >&2
exit 1
`;

beforeAll(buildProgram);

it('mutated submissions that are good enough to be built: nothing in them is more than a name to the tool', async () => {
  const home = makeHome({ index: true });
  const back = process.cwd();
  process.chdir(home.home);
  onTestFinished(() => process.chdir(back));
  const tool = installUv(home);
  const before = readdirSync(home.directory);
  const visitor = new Visitor(await serveHome(home));
  await visitor.get('/');
  expect(await build(home, visitor, [['kernel_name', 'plain']])).toBe(true);
  const usual = new Set([...tool.options(), '--index-url', '--extra-index-url']);
  let built = 0;
  const property = fc.asyncProperty(submissions, async ({ fields }) => {
    if (await build(home, visitor, fields)) built += 1;
  });
  await fc.assert(property, { numRuns: RUNS });

  expect(built).toBeGreaterThan(RUNS / 20);
  expect([...tool.options()].filter((option) => !usual.has(option))).toEqual([]);
  expect(tool.asked('line').filter((line) => !/^[A-Za-z0-9]/.test(line))).toEqual([]);
  expect(readdirSync(home.environments)).toEqual(['.package-cache']);
  expect(existsSync(`${home.jupyter_data}/kernels`)).toBe(false);
  expect(readdirSync(home.home)).toEqual([]);
  const made = readdirSync(home.directory).filter((name) => !before.includes(name));
  expect(made.sort()).toEqual(['asked', 'data', 'jupyter']);
  for (const directory of ['/', '/tmp']) expect(existsSync(`${directory}/${MARK}`)).toBe(false);
});

/** Gives the home a site with this tool alone, and what the tool was asked since. */
function installUv({ directory, environments, jupyter_data }: Home) {
  const [uv, log] = [`${directory}/uv`, `${directory}/asked`];
  writeFileSync(uv, pretendUv(log), { mode: 0o755 });
  const off = Object.keys(registered).map((id) => [id, { enabled: false }]);
  const managers = { ...Object.fromEntries(off), uv: { path: uv } };
  const locations = [{ id: 'home', title: 'Home', path: environments }];
  writeFileSync(`${directory}/site.yml`, JSON.stringify({ locations, managers, jupyter_data }));
  const asked = (kind: 'word' | 'line') => {
    const lines = readFileSync(log, 'utf8').split('\n');
    return lines.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1));
  };
  return { asked, options: () => new Set(asked('word').filter((word) => word.startsWith('-'))) };
}

/** Sends a form; gives whether it was built, which then failed. Nothing is kept for inspection. */
async function build(home: Home, visitor: Visitor, fields: Submission['fields']): Promise<boolean> {
  const pairs = [['csrf_token', visitor.csrf], ...fields.filter(([name]) => name !== 'keep_failed')];
  const body = new URLSearchParams(pairs).toString();
  const { status, headers, text } = await visitor.send('/builds', {
    type: 'application/x-www-form-urlencoded',
    body,
  });
  expect([303, 403, 409, 422], text).toContain(status);
  const id = headers.location?.split('/').at(-1);
  if (id) expect((await ended(id, home)).state.status).toBe('failed');
  return id !== undefined;
}
