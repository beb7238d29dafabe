import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { port, readConfig, runService } from '@sizhu/kit';
import type { PillarName } from '@sizhu/contract';
import { z } from 'zod';
import { openGatewayKey } from './credential/gateway-key.js';
import { createCallSigner } from './credential/sign-call.js';
import { serveGateway } from './http/serve-gateway.js';
import { httpTransport } from './transport/http.js';

const pillarUrl = (defaultPort: number) =>
  z.url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:4001/graphql' })
    .default(`http://127.0.0.1:${defaultPort}/graphql`);

/** The gateway as a process of its own, over pillars that are processes of their own. */
await runService(async () => {
  const config = readConfig(z.object({
    SUPERGRAPH_FILE: z.string().default(fileURLToPath(new URL('../../supergraph.graphql', import.meta.url))),
    CENTERS_URL: pillarUrl(4_001),
    INFORMATIZATION_URL: pillarUrl(4_002),
    GRID_URL: pillarUrl(4_003),
    VIDEO_URL: pillarUrl(4_004),
    PORT: port(4_000),
    HOST: z.string().default('127.0.0.1'),
    GATEWAY_KEY_DIR: z.string().min(1).default('.hub/keys'),
  }), process.env);
  const gatewayKey = await openGatewayKey(config.GATEWAY_KEY_DIR);
  const connect = (pillar: PillarName, url: string) => httpTransport(url, { sign: createCallSigner(gatewayKey, pillar) });
  const transports = {
    centers: connect('centers', config.CENTERS_URL),
    informatization: connect('informatization', config.INFORMATIZATION_URL),
    grid: connect('grid', config.GRID_URL),
    video: connect('video', config.VIDEO_URL),
  };
  const supergraphSdl = readFileSync(config.SUPERGRAPH_FILE, 'utf8');
  const gateway = await serveGateway({ supergraphSdl, transports, port: config.PORT, host: config.HOST, publicKeys: gatewayKey.publicKeys });
  process.stdout.write(`The gateway answers at ${gateway.url}\n`);
  return {
    stop: async () => {
      await gateway.stop();
      await Promise.all(Object.values(transports).map((transport) => transport.close()));
    },
  };
});
