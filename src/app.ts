/** The web server's program: under Passenger for one user of Open OnDemand, or alone on this host. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { protectNewFiles } from './base/process.js';
import { type AccessGuard, makeAccessGuard } from './web/access-link.js';
import { makeContext } from './web/context.js';
import { makeServer } from './web/server.js';

// A body that does not arrive must not be waited for for ever.
const REQUEST_TIMEOUT = 120_000;

protectNewFiles();
const context = makeContext(process.env);
if (process.env.IN_PASSENGER) listenInPassenger();
else listenAlone();

/** Passenger takes the place of the port, and has authenticated the user. */
function listenInPassenger(): void {
  createServer(makeServer(context)).listen('passenger');
}

function listenAlone(): void {
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
    // What is no port number is not told by an event.
    usePort(error as NodeJS.ErrnoException, server);
  }
}

/** The usual port may be somebody else's on a shared host: any free one will do, unless one was asked for. */
function usePort(error: NodeJS.ErrnoException, server: Server): void {
  if (error.code !== 'EADDRINUSE' || process.env.CREATE_KERNEL_PORT) {
    console.error(`Create Kernel cannot listen: ${error.message}`);
    process.exit(1);
  }
  server.listen(0, '127.0.0.1');
}
