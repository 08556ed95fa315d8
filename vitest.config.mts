import { readFileSync } from 'node:fs';
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

export default defineConfig({
  plugins: [textFiles],
  test: {
    projects: [
      project('unit', ['test/**/*.test.ts'], { exclude: ['test/real/**'] }),
      project('real', ['test/real/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 300_000,
        fileParallelism: false,
      }),
    ],
  },
});
