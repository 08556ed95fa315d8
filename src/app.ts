/** The web server, which runs under Passenger for one user of Open OnDemand, or on a loopback port. start.ts starts it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { protectNewFiles } from './base/process.js';
import { lookAtLocations } from './site/site.js';
import { type AccessGuard, makeAccessGuard } from './web/access-link.js';
import { makeContext } from './web/context.js';
import { makeServer } from './web/server.js';

// A request with an incomplete body ends after this time, in milliseconds.
const REQUEST_TIMEOUT = 120_000;

protectNewFiles();
const context = makeContext(process.env);
// The first page waits for its answer, which comes while the page's code is loaded.
void lookAtLocations(process.env);
if (process.env.IN_PASSENGER) listenInPassenger();
else listenOnLoopback();

/** Passenger provides the socket, and the portal has authenticated the user. */
function listenInPassenger(): void {
  createServer(makeServer(context)).listen('passenger');
}

function listenOnLoopback(): void {
  const showLink = () =>
    console.log(
      `\n  Create Kernel: http://127.0.0.1:${(server.address() as AddressInfo).port}${guard.link()}\n`,
    );
  const guard: AccessGuard = makeAccessGuard(context.base, () => {
    console.log('The link was used. For another browser:');
    showLink();
  });
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT }, makeServer(context, guard.handler));
  server.on('error', (error: NodeJS.ErrnoException) => usePort(error, server));
  server.on('listening', showLink);
  try {
    server.listen(Number(process.env.CREATE_KERNEL_PORT ?? 8650), '127.0.0.1');
  } catch (error) {
    // `listen` throws for a port number out of range.
    usePort(error as NodeJS.ErrnoException, server);
  }
}

/** Another user of a shared host may have the usual port. Any free port replaces it, unless a port was requested. */
function usePort(error: NodeJS.ErrnoException, server: Server): void {
  if (error.code !== 'EADDRINUSE' || process.env.CREATE_KERNEL_PORT) {
    console.error(`Create Kernel cannot listen: ${error.message}`);
    process.exit(1);
  }
  server.listen(0, '127.0.0.1');
}
