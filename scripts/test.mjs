/**
 * `npm test` sets everything up, runs every suite, and ends with the time of each and a line of counts. With CI=true, a
 * skipped test is a failure. `npm test -- unit` runs one suite.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { mayCrowd, missingOnCrowdedHost, onCrowdedHost } from './crowded-host.mjs';
import { nodeProgram, nodeVersions } from './node-versions.mjs';
import { checkNeeds, checkNode, compile, installDependencies, root } from './setup.mjs';
import { provideParts } from './test-parts.mjs';

const local = (name) => join(root, 'node_modules', '.bin', name);
const SHOWN = 6;
const counts = { passed: 0, failed: 0, skipped: 0 };
/** What failed or was skipped, each with the first line of its reason, for the end of the output. */
const unpassed = [];

/** Seconds since `.ci/run` or this program started. */
const elapsed = () => Date.now() / 1000 - Number(process.env.CI_STARTED ?? performance.timeOrigin / 1000);

/** In the order that they run. These need only the dependencies. */
const checks = {
  format: () => command('biome', ['check', '--error-on-warnings', '.']),
  types: () => command('tsc', []),
};

/** These need the parts of the tests besides. */
const suites = {
  unit: () => tests('unit'),
  running: () => tests('running', { without: onlyCrowded() }),
  nodes: onOtherNodes,
  crowded: () => onCrowded(crowdedFiles),
  real: () => tests('real', { without: onlyCrowded() }),
};

/**
 * The tests of what the versions of Node.js do differently: loading the compiled programs and keeping their code, processes
 * and their output, threads, the server with its streams and uploads. The real suite has more: release/{archive,clone,launch}
 * and pun/nodes. All other code is the language alone, for which esbuild's target is the oldest version.
 */
const dependOnNode = [
  ...['app', 'base/process', 'builds/journal/follow', 'builds/runner/run-step', 'builds/runner/runner'],
  ...['cli/brief-work', 'given/fetch', 'recipe/intake/ahead/reading-thread', 'site/compiled-program'],
  ...['web/form/reading/upload', 'web/routes/events', 'web/server'],
].map((name) => `test/${name}.test.ts`);

/** The tests of what is found, listed, planned and started on a host; one makes a real kernel in a browser. */
const crowded = [
  ...['cli', 'doctor', 'kernels', 'managers', 'plan', 'presets', 'reports', 'site', 'steps'],
  ...['builds/launchers', 'builds/runner/run-step', 'builds/runner/secrets'],
  ...['web/form', 'web/pages', 'web/routes', 'real/browser/plain'],
];

/** Those of them that find nothing of a host. */
const notCrowded = ['kernels/moves/', 'kernels/operations/makes/', 'cli/version-0.1.0'];

const crowdedFiles = readdirSync(join(root, 'test'), { recursive: true })
  .filter((path) => path.endsWith('.test.ts'))
  .filter((path) => crowded.some((name) => path.startsWith(name)))
  .filter((path) => !notCrowded.some((name) => path.startsWith(name)))
  .map((path) => `test/${path}`);

const asked = process.argv.slice(2);
const names = Object.keys({ ...checks, ...suites });
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown suite ${unknown.join(', ')}. Use ${names.join(', ')}.`);
  process.exit(2);
}
checkNode();
// They are downloaded and unpacked while the processors compile and check.
const providing = provideParts();
await installDependencies();
await compile();

const times = { preparation: elapsed() };
await runEach(checks);
const began = elapsed();
const missing = await providing;
times.parts = elapsed() - began;
for (const name of missing)
  console.error(`Not available: ${name}. The tests that need it are skipped or fail.`);
counts.skipped += missing.length;
unpassed.push(...missing.map((name) => `not available: ${name}`));
// Python is one of the parts, so it may be new.
checkNeeds();
await runEach(suites);

const each = Object.entries(times).map(([name, seconds]) => `${name} ${seconds.toFixed(0)} s`);
console.log(`\nTook ${elapsed().toFixed(0)} s: ${each.join(', ')}`);
for (const line of unpassed) console.log(line);
const strict = process.env.CI === 'true' && counts.skipped > 0;
if (strict) console.error('With CI=true, a skipped test is a failure.');
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 || strict || counts.passed === 0 ? 1 : 0);

/** Runs those that were asked for, and keeps the time of each. */
async function runEach(some) {
  for (const [name, run] of Object.entries(some)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`\n── ${name} ──`);
    const began = elapsed();
    await run();
    times[name] = elapsed() - began;
    console.log(`${name}: ${times[name].toFixed(0)} s`);
  }
}

/** A check that passes or fails as a whole. Other work goes on beside it. */
async function command(program, words) {
  const [status] = await once(spawn(local(program), words, { cwd: root, stdio: 'inherit' }), 'close');
  counts[status === 0 ? 'passed' : 'failed'] += 1;
  if (status !== 0) unpassed.push(`failed: ${program}`);
}

async function tests(project, { without = [] } = {}) {
  await vitest(project, ['--project', project, ...without.flatMap((path) => ['--exclude', path])]);
}

/** What need not run on a usual host, since it runs on the crowded one. */
function onlyCrowded() {
  const willCrowd = mayCrowd() && (asked.length === 0 || asked.includes('crowded'));
  return willCrowd ? crowdedFiles : [];
}

/**
 * Runs files of the other suites again on each other version of Node.js that the app supports: side by side, since these
 * tests mostly wait.
 */
async function onOtherNodes() {
  const others = nodeVersions.filter((each) => each !== process.versions.node);
  await Promise.all(others.map(onNode));
}

async function onNode(version) {
  try {
    const program = await nodeProgram(version);
    const environment = { ...process.env, PATH: `${dirname(program)}:${process.env.PATH}` };
    const which = ['--project', 'unit', '--project', 'running', ...dependOnNode];
    await vitest(`node-${version}`, which, { before: [program], environment, isOneOfMany: true });
  } catch (error) {
    counts.failed += 1;
    unpassed.push(`failed: Node.js ${version} cannot be fetched: ${error.message}`);
  }
}

/** Runs files of the other suites on a crowded host: those of the unit suite again, the others only there. */
function onCrowded(files) {
  if (!mayCrowd()) {
    counts.skipped += 1;
    unpassed.push('skipped: the suite `crowded`, since this user cannot mount file systems');
    return;
  }
  const projects = ['unit', 'running', 'real'].flatMap((name) => ['--project', name]);
  const words = [...projects, ...files];
  return onCrowdedHost(async (before, environment) => {
    const missing = missingOnCrowdedHost(before, environment);
    counts[missing.length > 0 ? 'failed' : 'passed'] += 1;
    if (missing.length > 0) unpassed.push(`failed: the host is not crowded, it lacks ${missing.join(', ')}`);
    await vitest('crowded', words, { before, environment });
  });
}

/**
 * Runs test files and counts their results, which are kept in .cache/results-NAME.json. The output of one of many is shown
 * when it has ended.
 */
async function vitest(name, which, { before = [], environment = process.env, isOneOfMany = false } = {}) {
  const directory = join(root, '.cache');
  const file = join(directory, `results-${name}.json`);
  mkdirSync(directory, { recursive: true });
  rmSync(file, { force: true });
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const [program, ...words] = [...before, local('vitest'), 'run', ...which, ...reports];
  const shown = join(directory, `output-${name}.txt`);
  const output = isOneOfMany ? openSync(shown, 'w') : 'inherit';
  const child = spawn(program, words, { cwd: root, stdio: ['inherit', output, output], env: environment });
  const [status] = await once(child, 'close');
  if (isOneOfMany) {
    closeSync(output);
    console.log(`\n── ${name} ──\n${readFileSync(shown, 'utf8')}`);
  }
  const results = readResults(file);
  printSlowest(results.testResults);
  counts.passed += results.numPassedTests;
  counts.skipped += results.numPendingTests + results.numTodoTests;
  const named = results.testResults.flatMap(unpassedOf);
  const ran = status === 0 && results.testResults.length > 0;
  if (!ran && named.length === 0) named.push('failed: see its output');
  counts.failed += named.filter((line) => line.startsWith('failed')).length;
  unpassed.push(...named.map((line) => `${name} ${line}`));
}

/** The lines of a test file for its tests that did not pass, or for itself if it cannot be loaded. */
function unpassedOf({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  const tests = assertionResults.filter((test) => test.status !== 'passed');
  if (tests.length === 0 && status === 'failed') return [`failed: ${file}${reason(message)}`];
  return tests.map((test) => `${test.status}: ${file} > ${test.fullName}${reason(test.failureMessages[0])}`);
}

/** The first line of a message. */
function reason(message) {
  return message ? `: ${stripVTControlCharacters(message).split('\n')[0]}` : '';
}

/** Prints the slowest files, which are the first to speed up. */
function printSlowest(files) {
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
    return { numPassedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}
