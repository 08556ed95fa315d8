/** The pages' scripts and styles: their addresses, and how they are served. */
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { RequestHandler } from 'express';
import * as z from 'zod/mini';
import { appRoot } from '../base/program.js';
import { parseJson } from '../base/text/json.js';

const DIRECTORY = join(appRoot, 'dist', 'assets');
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
};
/** Content codings (https://www.rfc-editor.org/rfc/rfc9110#name-content-codings), the smallest first. */
const CODINGS: Record<string, string> = { br: '.br', gzip: '.gz' };

const assetSchema = z.object({
  file: z.string(),
  imports: z.array(z.string()),
  /** Of an asset that pages may contain: the hash that lets a browser use it. */
  hash: z.optional(z.string()),
});
const listSchema = z.record(z.string(), assetSchema);

let list: z.infer<typeof listSchema> | undefined;
const texts = new Map<string, string>();

/** The files by the names of their sources; empty if they are not compiled. */
function assets(): z.infer<typeof listSchema> {
  const path = join(DIRECTORY, 'assets.json');
  list ??= existsSync(path) ? listSchema.parse(parseJson(readFileSync(path, 'utf8'))) : {};
  return list;
}

/** The file of a script or style: `style-VZ3N5L3Q.css` for `style.css`. */
export function assetFile(name: string): string {
  return assets()[name]?.file ?? name;
}

/** The files that a script imports, so that a browser can fetch them at once. */
export function assetImports(name: string): readonly string[] {
  return assets()[name]?.imports ?? [];
}

/** The text of an asset that pages may contain; undefined if its file is gone, as after an upgrade of the app. */
export function assetText(name: string): string | undefined {
  const { file, hash } = assets()[name] ?? {};
  const known = texts.get(name);
  if (!file || !hash || known) return known;
  const path = join(DIRECTORY, file);
  if (existsSync(path)) texts.set(name, readFileSync(path, 'utf8'));
  return texts.get(name);
}

/** Sources for a content policy, for assets with names that end like this (https://www.w3.org/TR/CSP3/#external-hash). */
export function inlineSources(ending: string): string[] {
  return Object.entries(assets()).flatMap(([name, { hash }]) =>
    hash && name.endsWith(ending) ? [`'${hash}'`] : [],
  );
}

/**
 * Serves the files, compressed, for browsers to keep: the name of a file changes with its content. The nginx of Open
 * OnDemand adds no such headers and does not compress, so the files are not in public/, which it serves itself. Passenger
 * keeps every response that is not private.
 */
export const serveAssets: RequestHandler<{ file: string }> = (request, response, next) => {
  const { file } = request.params;
  const type = TYPES[extname(file)];
  if (!type || !/^[\w.-]+$/.test(file)) return next();
  const coding = Object.keys(CODINGS).find((each) => request.acceptsEncodings(each));
  const compressed = coding && existsSync(join(DIRECTORY, file + CODINGS[coding])) ? coding : undefined;
  response.set({
    'Content-Type': type,
    Vary: 'Accept-Encoding',
    'Cache-Control': 'private, max-age=31536000, immutable',
    ...(compressed && { 'Content-Encoding': compressed }),
  });
  const sent = compressed ? file + CODINGS[compressed] : file;
  response.sendFile(sent, { root: DIRECTORY, cacheControl: false }, (error) => {
    if (!error || response.headersSent) return;
    for (const name of ['Content-Type', 'Content-Encoding']) response.removeHeader(name);
    response.set('Cache-Control', 'no-store');
    next();
  });
};
