/**
 * Access outside Open OnDemand. All users of a host can reach 127.0.0.1, so the pages need a link from the terminal.
 * A link works once and sets a cookie; the address then has no token.
 */
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import { UserError } from '../base/errors.js';
import { readCookie, sameText } from './security.js';

export interface AccessGuard {
  /** A path with a token that works once. */
  link(): string;
  handler: RequestHandler;
}

/** Calls `onUsed` when a link is used, so that the terminal can show the next one. */
export function makeAccessGuard(base: string, onUsed: () => void): AccessGuard {
  const sessions = new Set<string>();
  let token = newSecret();
  let name = '';
  return {
    link: () => `${base}/?token=${token}`,
    handler(request, response, next) {
      // Cookies ignore the port, and several users may run the app on one host.
      name ||= `create_kernel_session_${request.socket.localPort}`;
      if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.get('host') ?? ''))
        throw new UserError('link-needed', {});
      const given = request.query.token;
      // A HEAD request does not use the link.
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
