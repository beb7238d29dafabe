import { readConfig, type Environment } from '@sizhu/kit';
import { PILLARS, type PillarName } from '@sizhu/contract';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readCommand, type StandaloneSettings } from './standalone/read-settings.js';
import { runGateway } from './standalone/run-gateway.js';

const pillarUrl = (at: number) =>
  z.url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:4001/graphql' })
    .default(`http://127.0.0.1:${4_001 + at}/graphql`);

const toVariable = (pillar: PillarName): string => `${pillar.toUpperCase()}_URL`;

/** What is particular to the hub: its graph, where its pillars are, and that anybody may ask for the schema. */
function readHubSettings(env: Environment): StandaloneSettings {
  const urls = readConfig(z.object(Object.fromEntries(PILLARS.map((pillar, at) => [toVariable(pillar), pillarUrl(at)]))), env);
  const command = readCommand([], {
    SUPERGRAPH_FILE: fileURLToPath(new URL('../../supergraph.graphql', import.meta.url)),
    INTROSPECTION: 'true',
    GATEWAY_KEY_DIR: '.hub/keys',
    GATEWAY_AUDIT_DIR: '.hub/audit',
    STALE_SECONDS: '3600',
    ...env,
    SUBGRAPH_URLS: PILLARS.map((pillar) => `${pillar}=${urls[toVariable(pillar)]}`).join(),
  });
  if (command.kind !== 'serve') throw new Error('The gateway of the hub is set by its environment alone.');
  return command.settings;
}

/** The gateway as a process of its own, over pillars that are processes of their own. */
await runGateway(() => readHubSettings(process.env));
