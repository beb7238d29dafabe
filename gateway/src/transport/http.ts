import { Agent, Pool, request, type Dispatcher } from 'undici';
import type { CallSigner } from '../credential/sign-call.js';
import { exchange } from './exchange.js';
import { openStream } from './http-stream.js';
import { TransportError } from './transport-error.js';
import type { SubgraphAnswer, SubgraphCall, Transport } from './transport.js';

const READY_TIMEOUT_MS = 2_000;
/** A subgraph that has nothing to tell says so every fifteen seconds. */
const SILENCE_MS = 45_000;

export interface HttpTransport extends Transport {
  close(): Promise<void>;
}

export interface HttpTransportOptions {
  /** Without a byte from the pillar for so long, it is taken to be gone. */
  readonly timeoutMs?: number;
  readonly maxAnswerBytes?: number;
  /** Shows the subgraph that a call comes from this gateway. */
  readonly sign?: CallSigner | undefined;
}

/** Calls a subgraph at `url` over HTTP/1.1 with keep-alive. */
export function httpTransport(url: string, { timeoutMs = 10_000, maxAnswerBytes = 50_000_000, sign }: HttpTransportOptions = {}): HttpTransport {
  const { origin, pathname, search } = new URL(url);
  const dispatcher = new Pool(origin, { connections: 64, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, maxResponseSize: maxAnswerBytes });
  const streams = new Agent({ headersTimeout: timeoutMs, bodyTimeout: SILENCE_MS });
  return {
    send: (call) => post(`${pathname}${search}`, call, { dispatcher, sign }).catch((error: unknown) => { throw toCoded(error); }),
    subscribe: (call, after) => openStream(`${url}/stream`, call, { after, dispatcher: streams, sign }).catch((error: unknown) => { throw toCoded(error); }),
    checkReady: async () => {
      const { statusCode, body } = await request(new URL('/readyz', url), {
        dispatcher, headersTimeout: READY_TIMEOUT_MS, bodyTimeout: READY_TIMEOUT_MS,
      });
      await body.dump();
      if (statusCode === 200) return;
      if (statusCode !== 404) throw new Error(`The subgraph is not ready: status ${statusCode}.`);
      // One that is not ours may know no such address; it is ready when it answers.
      await post(`${pathname}${search}`, { query: '{ __typename }', variables: {}, operationName: null, signal: AbortSignal.timeout(READY_TIMEOUT_MS) }, { dispatcher, sign });
    },
    close: async () => {
      // A stream ends when somebody ends it.
      await Promise.all([dispatcher.close(), streams.destroy()]);
    },
  };
}

interface Way {
  readonly dispatcher: Dispatcher;
  readonly sign: CallSigner | undefined;
}

async function post(path: string, { query, variables, operationName, bodyStart, signal }: SubgraphCall, { dispatcher, sign }: Way): Promise<SubgraphAnswer> {
  const body = bodyStart === undefined ? JSON.stringify({ query, variables, operationName }) : `${bodyStart}${JSON.stringify(variables)}}`;
  const { statusCode, headers, text } = await exchange(dispatcher, { path, body, signal, authorization: sign && await sign(body) });
  const answer = parseAnswer(text);
  if (answer) return answer;
  const message = `The subgraph answered status ${statusCode} without a GraphQL response.`;
  if (statusCode < 500 && statusCode !== 429) throw new TransportError('SUBGRAPH_BAD_ANSWER', message);
  const retryAfterMs = toRetryAfterMs(headers['retry-after']);
  throw new TransportError('SUBGRAPH_UNAVAILABLE', message, { ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

function parseAnswer(text: string): SubgraphAnswer | null {
  try {
    const answer = JSON.parse(text) as SubgraphAnswer | null;
    return answer !== null && (answer.data !== undefined || Array.isArray(answer.errors)) ? answer : null;
  } catch {
    return null;
  }
}

/** Seconds or a date. See RFC 9110, section 10.2.3. */
function toRetryAfterMs(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

const CODES: Readonly<Record<string, 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_BAD_ANSWER'>> = {
  UND_ERR_HEADERS_TIMEOUT: 'SUBGRAPH_TIMEOUT',
  UND_ERR_BODY_TIMEOUT: 'SUBGRAPH_TIMEOUT',
  UND_ERR_CONNECT_TIMEOUT: 'SUBGRAPH_TIMEOUT',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'SUBGRAPH_BAD_ANSWER',
};

function toCoded(error: unknown): unknown {
  const code = CODES[String((error as { readonly code?: unknown }).code)];
  return code ? new TransportError(code, (error as Error).message, { cause: error }) : error;
}
