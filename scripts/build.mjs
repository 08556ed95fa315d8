/**
 * Compiles src/ into dist/ (the app's programs, bundled so that they start fast and need no node_modules on a portal
 * host, and in dist/assets/ the pages' scripts and styles) and template/program/ (a small copy of the app that the
 * dashboard copies to a batch job, since compute nodes do not see the app's directory).
 */
import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { forNode } from './bundle.mjs';
import { usedStyles } from './used-styles.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...path) => join(root, ...path);

const shared = { minify: true, sourcemap: true, legalComments: 'linked', logLevel: 'warning' };

// Pages contain the theme, and the first page the styles too.
const IN_PAGES = ['style.css', 'theme.ts'];

const urlOfFile = 'const __url = require("node:url").pathToFileURL(__filename).href;';

await replace(at('dist'), async (directory) => {
  await buildPrograms(directory, ['app', 'runner', 'cli', 'reader']);
  // It writes nothing into the user's home but to the data directory.
  await buildFiles(directory, { launch: at('src/launch.ts') });
  // For central kernels (docs/admin.md).
  cpSync(at('src/languages/python/hook/missing_module.py'), join(directory, 'missing_module.py'));
  await buildAssets(join(directory, 'assets'));
});
await replace(at('template', 'program'), buildJobProgram);

/** Builds beside the old directory and swaps the two, so that a running program never sees a partial build. */
async function replace(directory, make) {
  const [fresh, old] = [`${directory}.new-${process.pid}`, `${directory}.old-${process.pid}`];
  mkdirSync(fresh, { recursive: true });
  try {
    await make(fresh);
    if (existsSync(directory)) renameSync(directory, old);
    renameSync(fresh, directory);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/**
 * For each name, `programs/NAME.js`, and `NAME.js`, which starts it. A program is one script, since V8's code cache is for a
 * script, and an upgrade of the app takes no part from a program that runs. Parts that are imported later run later.
 */
async function buildPrograms(directory, names, more = {}) {
  await buildFiles(
    join(directory, 'programs'),
    Object.fromEntries(names.map((name) => [name, at('src', `${name}.ts`)])),
    {
      banner: { js: `(function (exports, require, module, __filename, __dirname) {${urlOfFile}` },
      footer: { js: '})' },
      ...more,
    },
  );
  for (const name of names) {
    const file = join(directory, 'programs', `${name}.js`);
    if (!isAscii(readFileSync(file)))
      throw new Error(`${file} has characters that are not ASCII, and programs are read as ASCII`);
  }
  await buildFiles(directory, Object.fromEntries(names.map((name) => [name, at('src/start.ts')])), more);
  writeFileSync(join(directory, 'package.json'), '{ "type": "commonjs" }\n');
}

/** One file for each entry. */
async function buildFiles(outdir, entryPoints, more = {}) {
  await build({
    ...{ ...forNode, ...shared, format: 'cjs', absWorkingDir: root, entryPoints, outdir },
    banner: { js: urlOfFile },
    define: { 'import.meta.url': '__url' },
    ...more,
  });
}

/** Small, since the dashboard copies it at each launch. */
async function buildJobProgram(directory) {
  await buildPrograms(join(directory, 'dist'), ['runner', 'cli'], { sourcemap: false });
  for (const name of ['VERSION', 'manifest.yml', 'examples'])
    cpSync(at(name), join(directory, name), { recursive: true });
}

/**
 * The name of each file has the hash of its content, so that browsers keep it for ever. `assets.json` has, for each
 * source, its file, the files that it imports, and the hash of its text if pages contain it. Beside each file are its
 * compressed forms.
 */
async function buildAssets(directory) {
  const entries = readdirSync(at('src', 'browser')).filter(
    (name) => /\.(ts|css)$/.test(name) && !name.endsWith('.d.ts'),
  );
  const { metafile } = await build({
    entryPoints: entries.map((name) => at('src', 'browser', name)),
    outdir: directory,
    entryNames: '[name]-[hash]',
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['chrome109', 'firefox115', 'safari16'],
    minify: true,
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
    plugins: [
      usedStyles(/bootstrap\.min\.css$/, [at('src', 'web'), at('src', 'browser'), at('src', 'shared')]),
    ],
  });
  const outputs = Object.entries(metafile.outputs);
  const listed = outputs.flatMap(([path, { entryPoint, imports }]) => {
    if (!entryPoint) return [];
    const scripts = imports.filter(({ kind }) => kind === 'import-statement');
    const hash = IN_PAGES.includes(basename(entryPoint)) ? hashForPages(at(path)) : undefined;
    const asset = { file: basename(path), imports: scripts.map((each) => basename(each.path)), hash };
    return [[basename(entryPoint).replace(/\.ts$/, '.js'), asset]];
  });
  writeFileSync(join(directory, 'assets.json'), JSON.stringify(Object.fromEntries(listed)));
  for (const [path] of outputs.filter(([path]) => !path.endsWith('.map'))) {
    const content = readFileSync(at(path));
    writeFileSync(`${at(path)}.br`, brotliCompressSync(content));
    writeFileSync(`${at(path)}.gz`, gzipSync(content, { level: 9 }));
  }
}

/** Removes the link to its source map, which is beside the file and not beside the page, and returns its hash. */
function hashForPages(path) {
  const text = readFileSync(path, 'utf8').replace(/\n?(?:\/\/|\/\*)# sourceMappingURL=.*\n?$/, '');
  writeFileSync(path, text);
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
