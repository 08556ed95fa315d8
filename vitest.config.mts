import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { parse } from 'yaml';
import { viewModule } from './scripts/view-module.mjs';
import { SlowestFirst } from './test/support/slowest-first.ts';
import { patient } from './test/support/wait.ts';

/** The helper programs are text to the app, YAML files are values, and views are functions (scripts/bundle.mjs does the same). */
const dataFiles = {
  name: 'data-files',
  enforce: 'pre' as const,
  load(id: string) {
    const ending = /\.(py|sh|txt|ejs|yml)$/.exec(id)?.[1];
    if (!ending) return undefined;
    const text = readFileSync(id, 'utf8');
    if (ending === 'ejs') return viewModule(text, id);
    return `export default ${JSON.stringify(ending === 'yml' ? parse(text) : text)}`;
  },
};

const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
});

/** These run other programs, wait for detached runners, servers and Ruby, or read large texts; none needs a package index. */
const running = [
  'test/**/{hostile,linear}.test.ts',
  'test/base/{process,process-group}.test.ts',
  'test/builds/broken-files.test.ts',
  'test/cli/{inside,completion}/*.test.ts',
  'test/cli/{damaged-kernel,policy,version-0.1.0}.test.ts',
  'test/kernels/newer-app.test.ts',
  'test/{app,benches,compiled-characters,fetching,helper-programs,release-setup,version-0.1.0}.test.ts',
  'test/catalogue/lists/name-list.test.ts',
  'test/given/{fetch,git/repository}.test.ts',
  'test/doctor/{index,every-check}.test.ts',
  'test/ood/**/*.test.ts',
  'test/builds/runner/{runner,run-step,killed,hooks,secrets,turns/*}.test.ts',
  'test/builds/holding/{lock,settle,after-end,process-group}.test.ts',
  'test/builds/journal/follow.test.ts',
  'test/managers/{every-program,{conda,helper,pypi}/**/*}.test.ts',
  'test/{plan/programs,languages/python/probe}/*.test.ts',
  'test/languages/python/link-compiled.test.ts',
  'test/recipe/intake/{parse-code,ahead/reading-thread}.test.ts',
  'test/sources/runtime/packages.test.ts',
  'test/steps/{script,quote}.test.ts',
  'test/site/{directories/*,settings/effects,tools/*}.test.ts',
  'test/kernels/requests/{create,checks/directories,parse-once,preview/resolve}.test.ts',
  'test/kernels/like/recipe-like.test.ts',
  'test/kernels/operations/{looks/check,makes/*,moves/remove}.test.ts',
  'test/web/{access-link,assets,blocking,dead-location,errors,security,server,site-links}.test.ts',
  'test/kernels/{disk,running,moves/*,requests/preview/kept-environments}.test.ts',
  'test/{reports,web/routes}/**/*.test.ts',
];

// These mostly wait for child processes and for the disk: two workers more than there are processors keep all of them busy.
const maxWorkers = availableParallelism() + 2;

// What never ends is ended at last, after `waitFor` has said what; nothing else waits on a clock.
const testTimeout = 1_800_000;

const real = { globalSetup: 'test/real/set-up.ts', testTimeout, hookTimeout: testTimeout };

export default defineConfig({
  plugins: [dataFiles],
  test: {
    sequence: { sequencer: SlowestFirst },
    // One second, the default, is too short on a machine with other work.
    expect: { poll: patient },
    // The files of a suite change nothing that outlives them, so that they can share a process.
    projects: [
      project('unit', ['test/**/*.test.ts'], {
        exclude: ['test/real/**', ...running],
        isolate: false,
        maxWorkers,
        testTimeout,
        hookTimeout: testTimeout,
      }),
      project('running', running, { isolate: false, maxWorkers, testTimeout, hookTimeout: testTimeout }),
      project('real', ['test/real/**/*.test.ts'], { ...real, isolate: false, maxWorkers }),
      // `npm run bench -- NAME` runs one of them.
      project('bench', ['bench/*.test.ts'], { ...real, testTimeout: 0 }),
    ],
  },
});
