import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StartupError } from '../startup-error.js';

/**
 * A port that nobody listens on: the preferred one where it is still free. From 32768 on the
 * system hands ports to outgoing connections, which could take the server's between two starts.
 */
export async function choosePort(preferred?: number): Promise<number> {
  if (preferred && (await isFree(preferred))) return preferred;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(20_000, 32_768);
    if (await isFree(port)) return port;
  }
  throw new StartupError(
    'No port between 20000 and 32767 is free on 127.0.0.1: stop a program that listens there, or set DATABASE_URL.',
  );
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
