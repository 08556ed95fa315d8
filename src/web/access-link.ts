/**
 * The door outside Open OnDemand. A login node has many users, and all of them reach 127.0.0.1: so the page opens
 * only to whoever has a link from the terminal. A link works once; the browser then has a cookie, the address has none.
 */
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import { UserError } from '../base/errors.js';
import { readCookie, sameText } from './security.js';

export interface Door {
  /** A path that opens the door once. */
  link(): string;
  handler: RequestHandler;
}

/** `onUsed` is called when a link was used, so that the terminal can show the next one. */
export function makeDoor(base: string, onUsed: () => void): Door {
  const sessions = new Set<string>();
  let token = newSecret();
  let name = '';
  return {
    link: () => `${base}/?token=${token}`,
    handler(request, response, next) {
      // Cookies are not kept apart by port, and several people's apps may run on one host.
      name ||= `create_kernel_session_${request.socket.localPort}`;
      if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.get('host') ?? ''))
        throw new UserError('link-needed', {});
      const given = request.query.token;
      // A program that only looks where a link leads (HEAD) does not use it up.
      if (request.method === 'GET' && typeof given === 'string' && sameText(given, token)) {
        token = newSecret();
        const session = newSecret();
        sessions.add(session);
        response.cookie(name, session, { path: base || '/', httpOnly: true, sameSite: 'lax' });
        onUsed();
        return response.redirect(303, `${base}/`);
      }
      if (!sessions.has(readCookie(request, name) ?? '')) throw new UserError('link-needed', {});
      next();
    },
  };
}

function newSecret(): string {
  return randomBytes(24).toString('base64url');
}
