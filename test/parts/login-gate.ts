/** A portal's gate in front of the app: until the user logs in, it answers everything itself. */
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

const LOGIN = '<!doctype html><title>Log in</title><form method="post">Password</form>';

/** How portals refuse those who are not logged in. */
export const refusals: Record<string, (response: ServerResponse) => void> = {
  'with 401': (response) => void response.writeHead(401, { 'content-type': 'text/html' }).end(LOGIN),
  'with 403': (response) => void response.writeHead(403, { 'content-type': 'text/html' }).end(LOGIN),
  'with a login page': (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(LOGIN),
  'by leading to another host': (response) =>
    void response.writeHead(302, { location: 'http://localhost:9/login' }).end(),
};

export interface LoginGate {
  origin: string;
  /** The refusal, until `logIn`. Open connections end. */
  logOut(refusal: string): void;
  logIn(): void;
  /** How many requests it has refused. */
  refused(): number;
}

export async function openLoginGate(port: number): Promise<LoginGate> {
  let refused = 0;
  let refuse: ((response: ServerResponse) => void) | undefined;
  const server = createServer((incoming, response) => {
    if (refuse) {
      refused += 1;
      return refuse(response);
    }
    const { url, method, headers } = incoming;
    const forwarded = request({ host: '127.0.0.1', port, path: url, method, headers, agent: false });
    forwarded.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    logOut(refusal) {
      refuse = refusals[refusal];
      server.closeAllConnections();
    },
    logIn() {
      refuse = undefined;
    },
    refused: () => refused,
  };
}
