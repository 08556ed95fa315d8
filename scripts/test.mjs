/**
 * `npm test`: sets everything up, runs every suite, and ends with a line of counts. A skipped test is told, and is a
 * failure under CI=true. `npm test -- unit` runs one suite.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { mayCrowd, onCrowdedHost } from './crowded-host.mjs';
import { checkNeeds, compile, installDependencies, root } from './setup.mjs';
import { provideParts } from './test-parts.mjs';

const local = (name) => join(root, 'node_modules', '.bin', name);
const SHOWN = 6;
const counts = { passed: 0, failed: 0, skipped: 0 };

/** In the order in which they run. */
const suites = {
  format: () => command('biome', ['check', '--error-on-warnings', '.']),
  types: () => command('tsc', []),
  unit: () => tests('unit'),
  running: () => tests('running'),
  crowded: () => onCrowded(crowded),
  real: () => tests('real'),
};

/** What others have left on a host reaches these first: what is found, listed and started. */
const crowded = ['cli', 'doctor', 'kernels', 'managers', 'presets', 'reports', 'site', 'steps', 'web/routes'];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. There are ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}
const missing = await provideParts();
for (const name of missing)
  console.error(`Not to be had here: ${name}. The tests that need it are skipped or fail.`);
counts.skipped += missing.length;
// Python is one of the parts: it may have come only now.
checkNeeds();
await installDependencies();
await compile();

for (const [name, run] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  const began = performance.now();
  run();
  console.log(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
const strict = process.env.CI === 'true' && counts.skipped > 0;
if (strict) console.error('A skipped test is a failure here.');
process.exit(counts.failed > 0 || strict || counts.passed === 0 ? 1 : 0);

/** A check that passes or fails as a whole. */
function command(program, words) {
  const { status } = spawnSync(local(program), words, { cwd: root, stdio: 'inherit' });
  counts[status === 0 ? 'passed' : 'failed'] += 1;
}

function tests(project) {
  vitest(project, ['--project', project]);
}

/** Files of the suites unit and running, once more on a host that is full of other people's things. */
function onCrowded(folders) {
  if (!mayCrowd()) {
    console.error('This user may not mount, so that no crowded host can be made: this suite is skipped.');
    counts.skipped += 1;
    return;
  }
  const words = ['--project', 'unit', '--project', 'running', ...folders.map((name) => `test/${name}/`)];
  onCrowdedHost((before, environment) => vitest('crowded', words, { before, environment }));
}

/** Runs test files and counts what became of their tests; the results of each are kept in .cache/results-NAME.json. */
function vitest(name, which, { before = [], environment = process.env } = {}) {
  const directory = join(root, '.cache');
  const file = join(directory, `results-${name}.json`);
  mkdirSync(directory, { recursive: true });
  rmSync(file, { force: true });
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const [program, ...words] = [...before, local('vitest'), 'run', ...which, ...reports];
  const { status } = spawnSync(program, words, { cwd: root, stdio: 'inherit', env: environment });
  const results = readResults(file);
  tellSlowest(results.testResults);
  counts.passed += results.numPassedTests;
  counts.skipped += results.numPendingTests + results.numTodoTests;
  // A suite that cannot be loaded has no failed test, but its runner fails.
  counts.failed += Math.max(results.numFailedTests, status === 0 ? 0 : 1);
}

/** The files that took longest, so that somebody can cut them. */
function tellSlowest(files) {
  const timed = files.map(({ name, startTime, endTime }) => [
    (endTime - startTime) / 1000,
    relative(root, name),
  ]);
  const slowest = timed.sort(([a], [b]) => b - a).slice(0, SHOWN);
  console.log(`Slowest: ${slowest.map(([seconds, name]) => `${name} ${seconds.toFixed(0)} s`).join(', ')}`);
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}
