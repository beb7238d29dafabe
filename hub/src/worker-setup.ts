import type { HubOptions } from './start-hub.js';

/** What the hub tells each of its workers. */
export type WorkerSetup =
  Pick<HubOptions, 'urls' | 'port' | 'host' | 'allowedOrigins' | 'drainMs' | 'staleSeconds' | 'protocol' | 'staleAfterHours' | 'missing'> & Required<Pick<HubOptions, 'evidence'>>;
