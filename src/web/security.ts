/** What protects every page: headers, and the proof that a change was asked for by our own page. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { UserError } from '../base/errors.js';

/** Strict headers: nothing inline, nothing from elsewhere, nothing kept by a cache. */
export function securityHeaders(): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          fontSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'self'"],
        },
      },
      // Whether a host is reached by https alone is for the portal to say, not for one app on it.
      strictTransportSecurity: false,
      // Under helmet's own `no-referrer` a browser says `Origin: null` even when our own form is sent:
      // https://fetch.spec.whatwg.org/#append-a-request-origin-header
      referrerPolicy: { policy: 'same-origin' },
    }),
    (_request, response, next) => {
      // Passenger keeps answers that do not forbid it, and gives them to the next request.
      response.set('Cache-Control', 'no-store');
      next();
    },
  ];
}

const COOKIE = 'create_kernel_csrf';

/** Gives every visitor a secret in a cookie; a page repeats it, and a foreign page cannot know it. */
export function csrfCookie(base: string): RequestHandler {
  return (request, response, next) => {
    const known = readCookie(request, COOKIE);
    const token = known && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url');
    if (token !== known) {
      response.cookie(COOKIE, token, {
        path: base || '/',
        httpOnly: true,
        // A `strict` one would not come along when a link elsewhere leads here, and pages open already would expire.
        sameSite: 'lax',
        secure: isSecure(request),
      });
    }
    response.locals.csrf = token;
    next();
  };
}

/** Refuses a change that another site's page sent. Comes before a body is read. */
export function requireSameOrigin(request: Request, _response: Response, next: NextFunction): void {
  if (!isSameOrigin(request)) throw new UserError('request-forged', {});
  next();
}

/** Refuses a change without the page's own token. Comes after the body is read. */
export function requireToken(request: Request, response: Response, next: NextFunction): void {
  checkToken(request, response);
  next();
}

/** Looks for the token in the field `csrf_token` or the header `x-csrf-token`. @throws UserError `page-expired`. */
export function checkToken(request: Request, response: Response): void {
  const field: unknown = request.body?.csrf_token;
  const given = request.get('x-csrf-token') ?? (typeof field === 'string' ? field : '');
  // The cookie is only as good as the one that came with this request: a new one was not on the page.
  if (readCookie(request, COOKIE) !== response.locals.csrf || !sameText(given, response.locals.csrf)) {
    throw new UserError('page-expired', {});
  }
}

/** Compares in a time that does not tell how much is equal. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function readCookie(request: Request, name: string): string | undefined {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/**
 * Browsers tell where a request comes from in `Sec-Fetch-Site` (over https and on this host) and in `Origin`; neither
 * can be set by a page. The portal's own address is in the forwarded headers, which a page of another site cannot add
 * either: that takes a preflight request, and no route answers one.
 */
function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site && site !== 'same-origin') return false;
  const origin = request.get('origin');
  // A portal's own referrer policy may hide the origin.
  if (!origin || origin === 'null') return site === 'same-origin';
  const host = forwarded(request, 'x-forwarded-host') ?? request.get('host');
  return origin === `${isSecure(request) ? 'https' : 'http'}://${host}`;
}

function isSecure(request: Request): boolean {
  return forwarded(request, 'x-forwarded-proto') === 'https';
}

/** Drops what a client says of proxies that there are not. */
export function withoutForwarded(request: Request, _response: Response, next: NextFunction): void {
  for (const name of Object.keys(request.headers))
    if (name === 'forwarded' || name.startsWith('x-forwarded-')) delete request.headers[name];
  next();
}

/** Each proxy on the way adds its own value; the first one is what the browser asked for. */
function forwarded(request: Request, header: string): string | undefined {
  return request.get(header)?.split(',', 1)[0]?.trim();
}
