/** How esbuild bundles programs for Node.js: src/ has texts, views and YAML files as modules, and some dependencies have large tables. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { viewModule } from './view-module.mjs';

const require = createRequire(import.meta.url);

/** Some dependencies are CommonJS and load Node's modules with `require`. */
const requireBanner =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** A plugin for files that match: `read` returns the value of the module. */
const values = (name, filter, read) => ({
  name,
  setup: ({ onLoad }) =>
    onLoad({ filter }, ({ path }) => ({ contents: JSON.stringify(read(path)), loader: 'json' })),
});

// They would be a quarter of the server's text. Express accepts forms in UTF-8 and ISO-8859-1 alone.
const encodings = values('encodings', /iconv-lite[\\/]encodings[\\/]tables[\\/].*\.json$/, () => []);
const encodingsOfOneByte = values('encodings-of-one-byte', /sbcs-data-generated\.js$/, (path) => {
  const { iso88591 } = require(path);
  return { iso88591 };
});

/** The endings of the files that the server sends. */
const SENT = new Set(['html', 'txt', 'log', 'json', 'css', 'js', 'map', 'svg', 'png', 'yml', 'sh']);
const mediaTypes = values('media-types', /mime-db[\\/]db\.json$/, (path) =>
  Object.fromEntries(
    Object.entries(JSON.parse(readFileSync(path, 'utf8'))).filter(([, { extensions = [] }]) =>
      extensions.some((extension) => SENT.has(extension)),
    ),
  ),
);

/** Parsed when the program is compiled, since parsing takes a tenth of the server's start. */
const yaml = values('yaml', /\.yml$/, (path) => parse(readFileSync(path, 'utf8')));

// Names are written in no particular language, and each of these makes a pattern of a thousand characters at the start.
const languagesOfNames = values(
  'languages-of-names',
  /transliterate[\\/]locale-replacements\.js$/,
  () => ({}),
);

const views = {
  name: 'views',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ejs$/ }, ({ path }) => ({ contents: viewModule(readFileSync(path, 'utf8'), path) })),
};

/**
 * Programs are read as ASCII (src/site/compiled-program.ts), and esbuild escapes the characters of strings only, not those
 * of regular expressions and raw strings.
 */
const escapes = {
  name: 'escapes',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text.replace(NOT_ASCII, escapeOf);
      return contents === text ? undefined : { contents, loader: path.endsWith('ts') ? 'ts' : 'js' };
    }),
};

// Each half of a pair on its own, as JavaScript counts characters.
const NOT_ASCII = /[^\0-\x7f]/g;

/** @param {string} unit */
function escapeOf(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** @type {import('esbuild').BuildOptions} */
export const forNode = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  plugins: [encodings, encodingsOfOneByte, mediaTypes, yaml, languagesOfNames, views, escapes],
  loader: { '.py': 'text', '.sh': 'text', '.txt': 'text' },
  banner: { js: requireBanner },
};

const addressOfSource = {
  name: 'address-of-source',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const address = JSON.stringify(pathToFileURL(path).href);
      return { contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', address), loader: 'ts' };
    }),
};

/**
 * The same for a program that runs in this work tree: each module finds the files beside its own source.
 * @type {import('esbuild').BuildOptions}
 */
export const inPlace = { ...forNode, plugins: [addressOfSource, ...(forNode.plugins ?? [])] };
