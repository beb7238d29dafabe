import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Subgraph } from '@sizhu/kit';
import { httpTransport } from '../../src/transport/http.js';
import { inProcessTransport } from '../../src/transport/in-process.js';
import type { SubgraphCall, Transports } from '../../src/transport/transport.js';
import type { OpenWorld } from '../worlds/open-world.js';

export const WAYS = ['in this process', 'as JSON', 'over HTTP'] as const;

export interface Carried {
  readonly transports: Transports;
  close(): Promise<void>;
}

/** The subgraphs of a world, behind one of the transports that there are. */
export async function carry({ subgraphs, transports }: OpenWorld, way: (typeof WAYS)[number]): Promise<Carried> {
  switch (way) {
    case 'in this process': return {
      transports: Object.fromEntries(Object.entries(subgraphs).map(([name, execute]) => [name, inProcessTransport({ execute } as unknown as Subgraph)])),
      close: async () => {},
    };
    case 'as JSON': return { transports, close: async () => {} };
    case 'over HTTP': return carryOverHttp(transports);
  }
}

async function carryOverHttp(transports: Transports): Promise<Carried> {
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const answer = await transports[(request.url ?? '').slice(1)]?.send(JSON.parse(body) as SubgraphCall);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    }).catch((error: unknown) => { response.writeHead(500).end(String(error)); });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const open = Object.keys(transports).map((name) => [name, httpTransport(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`)] as const);
  return {
    transports: Object.fromEntries(open),
    close: async () => {
      await Promise.all(open.map(([, transport]) => transport.close()));
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
