import { z } from 'zod';
import { port, readConfig, type Environment } from '../config.js';
import type { StatementListener } from '../database/open-database.js';
import { openKeySet } from '../keys/open-key-set.js';
import { createCallVerifier } from '../credential/verify-call.js';
import { rosterOfGraph } from '../roster/roster-source.js';
import { runService } from '../run-service.js';
import type { Subgraph } from './define-subgraph.js';
import { serveSubgraph } from './serve-subgraph.js';

export interface SubgraphSettings {
  readonly databaseUrl: string;
  readonly onStatement?: StatementListener;
}

/** Where a gateway on the same machine leaves its public keys. */
const DEFAULT_KEYS = '.hub/keys/gateway.jwks.json';

/** Runs a pillar as a process of its own until it is asked to stop. */
export const runSubgraph = (
  { databaseVariable, defaultPort, create, env }: {
    readonly databaseVariable: string;
    readonly defaultPort: number;
    readonly create: (settings: SubgraphSettings) => Subgraph;
    readonly env: Environment;
  },
): Promise<void> => runService(async () => {
  const config = readConfig(z.object({
    PORT: port(defaultPort),
    HOST: z.string().default('127.0.0.1'),
    [databaseVariable]: z.url({ error: 'must be the URL of the pillar\'s database' }),
    /** The graph, by which the pillar's records follow the roster of areas. */
    GRAPH_URL: z.url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:4000/graphql' }).optional(),
    /** `none` lets everybody in who reaches the port. */
    GATEWAY_KEYS: z.string().min(1).default(DEFAULT_KEYS),
  }), env);
  const subgraph = create({ databaseUrl: String((config as Record<string, unknown>)[databaseVariable]) });
  const keys = config.GATEWAY_KEYS as string;
  const verifyCall = keys === 'none' ? undefined : createCallVerifier({ audience: subgraph.name, keys: openKeySet(keys) });
  const served = await serveSubgraph({
    subgraph,
    port: config.PORT as number,
    host: config.HOST as string,
    verifyCall,
    roster: config.GRAPH_URL === undefined ? undefined : rosterOfGraph(config.GRAPH_URL as string),
    upkeep: { onFailure: (name, error) => void process.stderr.write(`The upkeep of ${name} failed: ${messageOf(error)}\n`) },
  });
  process.stdout.write(`${subgraph.name} answers at ${served.url}${verifyCall ? '' : ' whoever asks: GATEWAY_KEYS is none'}\n`);
  return served;
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
