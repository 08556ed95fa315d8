import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** The helper programs in Python and the views are text to the app (scripts/build.mjs does the same). */
const textFiles = {
  name: 'text-files',
  enforce: 'pre' as const,
  load(id: string) {
    return /\.(py|ejs)$/.test(id) ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : undefined;
  },
};

const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
});

/** These wait for detached runners and for servers; they need no package index. */
const running = [
  'test/build/{runner,settle,after-end,hooks,secrets}.test.ts',
  'test/{kernels/create,web/server}.test.ts',
  'test/{reports,web/routes}/**/*.test.ts',
];

// These mostly wait for child processes: one worker more than there are processors keeps all of them busy.
const maxWorkers = availableParallelism() + 1;

export default defineConfig({
  plugins: [textFiles],
  test: {
    projects: [
      // Its files change nothing that outlives them, so that they can share a process.
      project('unit', ['test/**/*.test.ts'], {
        exclude: ['test/real/**', ...running],
        isolate: false,
        maxWorkers,
      }),
      project('running', running, { maxWorkers, testTimeout: 30_000 }),
      project('real', ['test/real/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 300_000,
        maxWorkers: availableParallelism(),
      }),
    ],
  },
});
