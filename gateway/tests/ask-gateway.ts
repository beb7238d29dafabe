import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveGateway, type GatewayOptions, type ServedGateway } from '../src/http/serve-gateway.js';
import type { SubgraphAnswer, SubgraphCall } from '../src/transport/transport.js';

export interface AskedGateway {
  /** What the pillars were asked since the last time that it was emptied. */
  readonly calls: SubgraphCall[];
  readonly url: string;
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Told>;
  get(parameters: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Told>;
  stop(): Promise<void>;
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly answer: any;
}

/** A gateway over given subgraphs. */
export async function serveAskedOver({ supergraphSdl, transports }: Pick<GatewayOptions, 'supergraphSdl' | 'transports'>, options: Partial<GatewayOptions> = {}) {
  const gateway: ServedGateway = await serveGateway({ supergraphSdl, transports, port: 0, ...options });
  const tell = async (response: Response): Promise<Told> => ({ status: response.status, headers: response.headers, answer: await response.json() });
  return {
    url: `${gateway.url}/graphql`,
    post: async (body: unknown, headers: Readonly<Record<string, string>> = {}) => tell(await fetch(`${gateway.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body),
    })),
    get: async (parameters: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
      tell(await fetch(`${gateway.url}/graphql?${new URLSearchParams(parameters).toString()}`, { headers })),
    stop: () => gateway.stop(),
  };
}

/** The gateway of the hub's own graph, over pillars that all say the same. */
export async function serveAsked(answer: SubgraphAnswer, options: Partial<GatewayOptions> = {}): Promise<AskedGateway> {
  const calls: SubgraphCall[] = [];
  const transport = {
    send: async (call: SubgraphCall) => {
      calls.push(call);
      return structuredClone(answer);
    },
    checkReady: async () => {},
  };
  const gateway = await serveAskedOver({
    supergraphSdl: readFileSync(join(process.cwd(), 'supergraph.graphql'), 'utf8'),
    transports: { centers: transport, informatization: transport, grid: transport, video: transport },
  }, options);
  return { calls, ...gateway };
}
