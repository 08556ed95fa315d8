/** Protects every page: security headers, and checks that a change was requested by this app's own page. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { UserError } from '../base/errors.js';
import { inlineSources } from './assets.js';

/** Strict headers: of scripts and styles only the app's own, no other origins, no caching unless a response allows it. */
export function securityHeaders(): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'", ...inlineSources('.js')],
          styleSrc: ["'self'", ...inlineSources('.css')],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          fontSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameSrc: ["'self'"],
          frameAncestors: ["'self'"],
        },
      },
      // The portal decides whether its host requires https, not one app on it.
      strictTransportSecurity: false,
      // With helmet's default `no-referrer`, a browser sends `Origin: null` even for this app's own form:
      // https://fetch.spec.whatwg.org/#append-a-request-origin-header
      referrerPolicy: { policy: 'same-origin' },
    }),
    (_request, response, next) => {
      // Passenger caches responses that do not forbid it, and serves them to the next request.
      response.set('Cache-Control', 'no-store');
      next();
    },
  ];
}

const COOKIE = 'create_kernel_csrf';

/** Sets a cookie with a secret token. This app's pages repeat the token; pages of other origins do not know it. */
export function csrfCookie(base: string): RequestHandler {
  return (request, response, next) => {
    const known = readCookie(request, COOKIE);
    const token = known && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url');
    if (token !== known) {
      response.locals.first = true;
      response.cookie(COOKIE, token, {
        path: base || '/',
        httpOnly: true,
        // Browsers do not send a `strict` cookie when a link on another site leads here, and open pages would expire.
        sameSite: 'lax',
        secure: isSecure(request),
      });
    }
    response.locals.csrf = token;
    next();
  };
}

/** Refuses a change that a page of another origin sent. Use it before the body is read. */
export function requireSameOrigin(request: Request, _response: Response, next: NextFunction): void {
  if (!isSameOrigin(request)) throw new UserError('request-forged', {});
  next();
}

/** Refuses a change without the token. Use it after the body is read. */
export function requireToken(request: Request, response: Response, next: NextFunction): void {
  checkToken(request, response);
  next();
}

/** Whether this browser has not been here before, as far as its cookie says. */
export function isFirstVisit({ locals }: Pick<Response, 'locals'>): boolean {
  return locals.first === true;
}

/**
 * The token as pages contain it: different on each page, since a compressed page would else reveal it by its length
 * (https://breachattack.com).
 */
export function pageToken({ locals }: Pick<Response, 'locals'>): string {
  const token = Buffer.from(String(locals.csrf ?? ''), 'base64url');
  const mask = randomBytes(token.length);
  return Buffer.concat([mask, exclusiveOr(token, mask)]).toString('base64url');
}

function tokenOfPage(given: string): string {
  const bytes = Buffer.from(given, 'base64url');
  const half = bytes.length / 2;
  return exclusiveOr(bytes.subarray(0, half), bytes.subarray(half)).toString('base64url');
}

function exclusiveOr(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));
}

/** Reads the token from the field `csrf_token` or the header `x-csrf-token`. @throws UserError `page-expired`. */
export function checkToken(request: Request, response: Response): void {
  const field: unknown = request.body?.csrf_token;
  const given = request.get('x-csrf-token') ?? (typeof field === 'string' ? field : '');
  // If this request got a new cookie, the page has an older token.
  if (
    readCookie(request, COOKIE) !== response.locals.csrf ||
    !sameText(tokenOfPage(given), response.locals.csrf)
  ) {
    throw new UserError('page-expired', {});
  }
}

/** Compares in constant time. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function readCookie(request: Request, name: string): string | undefined {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/**
 * Browsers report the origin of a request in `Sec-Fetch-Site` (over https and on localhost) and in `Origin`; a page can
 * set neither. The portal's own address is in the forwarded headers. A page of another origin cannot add those either:
 * that needs a preflight request, and no route answers one.
 */
function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site && site !== 'same-origin') return false;
  const origin = request.get('origin');
  // The portal's referrer policy may hide the origin.
  if (!origin || origin === 'null') return site === 'same-origin';
  const host = forwarded(request, 'x-forwarded-host') ?? request.get('host');
  return origin === `${isSecure(request) ? 'https' : 'http'}://${host}`;
}

function isSecure(request: Request): boolean {
  return forwarded(request, 'x-forwarded-proto') === 'https';
}

/** Removes forwarded headers where no proxy exists: the client set them. */
export function withoutForwarded(request: Request, _response: Response, next: NextFunction): void {
  for (const name of Object.keys(request.headers))
    if (name === 'forwarded' || name.startsWith('x-forwarded-')) delete request.headers[name];
  next();
}

/** Each proxy appends a value; the first one is what the browser requested. */
function forwarded(request: Request, header: string): string | undefined {
  return request.get(header)?.split(',', 1)[0]?.trim();
}
