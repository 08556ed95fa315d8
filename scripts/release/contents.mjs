/** What a release holds. All that git knows is in it, except what only developers need. */

/** Names at the top of the work tree that stay at home. */
export const forDevelopers = [
  ...['.ci', '.gitignore', '.npmrc', 'bench', 'scripts', 'src', 'test'],
  ...['biome.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.mts'],
];

/** What git does not know: compiled, and made by the release itself. */
export const compiled = ['dist', 'public/assets', 'template/program'];
export const notices = 'THIRD-PARTY-NOTICES.txt';
// Passenger starts users' running apps anew when this file's time changes: it comes with each release.
export const restart = 'tmp/restart.txt';

/** Without one of these a door of the app stays shut. */
export const required = [
  ...['app.js', 'manifest.yml', 'form.yml', 'VERSION', 'LICENSE', 'README.md', 'CHANGELOG.md'],
  ...['bin/create-kernel', 'bin/setup', 'bin/setup-production', 'bin/needs.sh'],
  ...['dist/app.js', 'dist/cli.js', 'dist/launch.js', 'dist/runner.js', 'public/assets/style.css'],
  ...['submit.yml.erb', 'form.js', 'info.html.erb', 'completed.html.erb', 'view.html.erb'],
  ...[
    'template/before.sh.erb',
    'template/script.sh.erb',
    'template/after.sh.erb',
    'template/program/dist/cli.js',
  ],
  ...[
    'docs/admin.md',
    'docs/install.md',
    'docs/site.yml',
    'examples/scientific-python.yml',
    notices,
    restart,
  ],
];

/** What has to be executable, for the dashboard and for a person. */
export const executable = [
  ...['bin/create-kernel', 'bin/setup', 'bin/setup-production', 'template/script.sh.erb'],
];

/** Compiled files that only a debugger reads, and marks of our own. */
export const leftOut = (path) => path.endsWith('.map') || path === 'dist/.compiled';
