import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Ports that Linux gives to no one who asks for any port: net.ipv4.ip_local_port_range begins at 32768
 * (https://docs.kernel.org/networking/ip-sysctl.html). Kernels and servers of other tests take one of those at any time, also
 * before a program that is given a port has begun to listen.
 */
const [FIRST, LAST] = [20_000, 32_000];

/** A free port of 127.0.0.1, for a program that listens on it later. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
