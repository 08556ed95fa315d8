/** Sends a page: compressed, and so that the browser's Back button shows it at once. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { type Pages, renderPage } from './render.js';

// A page is compressed for one reader: much more effort takes more time than it saves.
const BROTLI_EFFORT = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const compress: Record<string, (text: string) => Promise<Buffer>> = {
  br: (text) => promisify(brotliCompress)(text, BROTLI_EFFORT),
  gzip: (text) => promisify(gzip)(text),
};

export async function sendPage<Name extends keyof Pages>(
  request: Request,
  response: Response,
  name: Name,
  model: Pages[Name],
): Promise<void> {
  const html = renderPage(name, model);
  // With `no-store`, browsers forget a page when it is left, and with it what was typed and the place in the log.
  response.set('Cache-Control', 'private, no-cache').vary('Accept-Encoding').type('html');
  const coding = request.acceptsEncodings(Object.keys(compress));
  const compressed = coding ? await compress[coding]?.(html) : undefined;
  if (coding && compressed) response.set('Content-Encoding', coding);
  response.send(compressed ?? html);
}
