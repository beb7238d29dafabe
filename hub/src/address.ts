import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartupError } from './startup-error.js';

/** Where the hub is to answer. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const LINES: Readonly<Record<string, (address: Address) => string>> = {
  EADDRINUSE: ({ port }) =>
    `Port ${port} is taken by another program, perhaps by another hub: stop it, or set HUB_PORT to a free one.`,
  EACCES: ({ port }) => `Port ${port} is for administrators alone: set HUB_PORT to 1024 or more.`,
  EADDRNOTAVAIL: noSuchAddress,
  ENOTFOUND: noSuchAddress,
  EAI_AGAIN: noSuchAddress,
};

function noSuchAddress({ host }: Address): string {
  return `This machine has no address ${host}: set HUB_HOST to 127.0.0.1, or to 0.0.0.0 for all that it has.`;
}

/** The failure to listen as one line that names what to do; other errors come back as they are. */
export function explainListening(error: Error, address: Address): Error {
  const { code = '', syscall, hostname } = error as NodeJS.ErrnoException & { hostname?: string };
  const isListening = syscall === 'listen' || (syscall === 'getaddrinfo' && hostname === address.host);
  const line = isListening ? LINES[code] : undefined;
  return line ? new StartupError(line(address), { cause: error }) : error;
}

/** Finds out before a database is started and a city loaded that nobody could be answered. */
export async function checkAddress(address: Address): Promise<void> {
  const probe = createServer().listen({ ...address, exclusive: true });
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw explainListening(error as Error, address);
  }
  probe.close();
  await once(probe, 'close');
}
