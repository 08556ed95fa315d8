/** The contents of a release: all files in git, except those that only developers need. */

/** Names at the top of the work tree that a release leaves out. */
export const forDevelopers = [
  ...['.ci', '.gitignore', '.npmrc', 'bench', 'scripts', 'src', 'test'],
  ...['biome.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.mts'],
];

/** Files that are not in git: compiled, and made by the release itself. */
export const compiled = ['dist', 'template/program'];
export const notices = 'THIRD-PARTY-NOTICES.txt';
// Passenger restarts users' running apps when this file's time changes; each release brings a new one.
export const restart = 'tmp/restart.txt';

/** Files without which a page or a command does not work. */
export const required = [
  ...['app.js', 'manifest.yml', 'form.yml', 'VERSION', 'LICENSE', 'README.md', 'CHANGELOG.md'],
  ...['bin/create-kernel', 'bin/setup', 'bin/setup-production', 'bin/needs.sh'],
  ...[
    ...['app', 'cli', 'runner', 'reader'].flatMap((name) => [`dist/${name}.js`, `dist/programs/${name}.js`]),
    'dist/launch.js',
    'dist/assets/assets.json',
  ],
  'dist/missing_module.py',
  ...[
    'submit.yml.erb',
    'dashboard/settings.rb',
    'form.js',
    'info.html.erb',
    'completed.html.erb',
    'view.html.erb',
  ],
  ...[
    'template/before.sh.erb',
    'template/script.sh.erb',
    'template/after.sh.erb',
    ...['cli', 'runner'].flatMap((name) => [
      `template/program/dist/${name}.js`,
      `template/program/dist/programs/${name}.js`,
    ]),
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

/** Files that have to be executable. */
export const executable = [
  ...['bin/create-kernel', 'bin/setup', 'bin/setup-production', 'template/script.sh.erb'],
];

/** Files that only a debugger or the build reads. */
export const leftOut = (path) => path.endsWith('.map') || path === 'dist/.compiled';
