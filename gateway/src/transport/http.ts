import { Agent, request } from 'undici';
import type { SubgraphAnswer, Transport } from './transport.js';

const READY_TIMEOUT_MS = 2_000;

export interface HttpTransport extends Transport {
  close(): Promise<void>;
}

/** Calls a subgraph at `url` over HTTP/1.1 with keep-alive. */
export function httpTransport(url: string, { timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {}): HttpTransport {
  const dispatcher = new Agent({ connections: 64, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  return {
    send: async (call) => {
      const { statusCode, body } = await request(url, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
        body: JSON.stringify(call),
      });
      const answer = await body.json().catch(() => null) as SubgraphAnswer | null;
      if (answer === null || (answer.data === undefined && answer.errors === undefined)) {
        throw new Error(`The subgraph answered status ${statusCode} without a GraphQL response.`);
      }
      return answer;
    },
    checkReady: async () => {
      const { statusCode, body } = await request(new URL('/readyz', url), {
        dispatcher, headersTimeout: READY_TIMEOUT_MS, bodyTimeout: READY_TIMEOUT_MS,
      });
      await body.dump();
      if (statusCode !== 200) throw new Error(`The subgraph is not ready: status ${statusCode}.`);
    },
    close: () => dispatcher.close(),
  };
}
