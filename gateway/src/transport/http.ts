import { Agent, Pool, request } from 'undici';
import { DEADLINE_HEADER } from '@sizhu/contract';
import type { CallSigner } from '../credential/sign-call.js';
import { toByteString, type ByteString } from './byte-strings.js';
import { exchange } from './exchange.js';
import { createHttp1Pool } from './http1/http1-pool.js';
import { openStream } from './http-stream.js';
import { readAnswer } from './read-answer.js';
import { TransportError } from './transport-error.js';
import type { SubgraphAnswer, SubgraphCall, Transport } from './transport.js';

const READY_TIMEOUT_MS = 2_000;
/** A subgraph that has nothing to tell says so every fifteen seconds. */
const SILENCE_MS = 45_000;
const MAX_CONNECTIONS = 64;

export interface HttpTransport extends Transport {
  close(): Promise<void>;
}

export interface HttpTransportOptions {
  /** Without a byte from the pillar for so long, it is taken to be gone. */
  readonly timeoutMs?: number;
  readonly maxAnswerBytes?: number;
  /** All calls over few connections of HTTP/2, where the pillar speaks it; otherwise HTTP/1.1 with keep-alive. */
  readonly http2?: boolean;
  /** Shows the subgraph that a call comes from this gateway. */
  readonly sign?: CallSigner | undefined;
}

/** What a transport makes of a response, before it is known whether it holds an answer. */
interface Received {
  readonly statusCode: number;
  readonly retryAfter: string | undefined;
  readonly answer: SubgraphAnswer | null;
}

/** Calls a subgraph at `url` over HTTP. */
export function httpTransport(url: string, { timeoutMs = 10_000, maxAnswerBytes = 50_000_000, http2 = false, sign }: HttpTransportOptions = {}): HttpTransport {
  const target = new URL(url);
  const path = `${target.pathname}${target.search}`;
  const calls = createHttp1Pool(target, { connections: MAX_CONNECTIONS, timeoutMs, maxBodyBytes: maxAnswerBytes });
  const dispatcher = new Pool(target.origin, {
    connections: http2 ? 1 : MAX_CONNECTIONS, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, maxResponseSize: maxAnswerBytes,
    ...(http2 && { allowH2: true, useH2c: target.protocol === 'http:', pipelining: 100 }),
  });
  const streams = new Agent({ headersTimeout: timeoutMs, bodyTimeout: SILENCE_MS });
  const post = (call: SubgraphCall, body: ByteString, authorization?: string): Promise<Received> => {
    const { signal, variablesInBytes, observer } = call;
    const deadlineMs = leftMs(call);
    const isInBytes = variablesInBytes !== undefined;
    const read = (bytes: Buffer): SubgraphAnswer | null => {
      observer?.received(bytes.length);
      return readAnswer(bytes, isInBytes);
    };
    if (http2) {
      return exchange(dispatcher, { path, body, signal, authorization, deadlineMs })
        .then(({ statusCode, retryAfter, bytes }) => ({ statusCode, retryAfter, answer: read(bytes) }));
    }
    const headers = `${authorization === undefined ? '' : `authorization: ${authorization}\r\n`}${deadlineMs === undefined ? '' : `${DEADLINE_HEADER}: ${deadlineMs}\r\n`}`;
    return calls.post({ path, headers, body, signal }, ({ statusCode, retryAfter, body: bytes }) => ({ statusCode, retryAfter, answer: read(bytes) }));
  };
  const send = (call: SubgraphCall): Promise<Received> => {
    const body = writeBody(call);
    return sign ? sign(Buffer.from(body, 'latin1')).then((authorization) => post(call, body, authorization)) : post(call, body);
  };
  return {
    takesBytes: true,
    send: (call) => send(call).then(toAnswer, (error: unknown) => { throw toCoded(error); }),
    subscribe: (call, after) => openStream(`${url}/stream`, call, { after, dispatcher: streams, sign }).catch((error: unknown) => { throw toCoded(error); }),
    checkReady: async () => {
      const { statusCode, body } = await request(new URL('/readyz', url), {
        dispatcher, headersTimeout: READY_TIMEOUT_MS, bodyTimeout: READY_TIMEOUT_MS,
      });
      await body.dump();
      if (statusCode === 200) return;
      if (statusCode !== 404) throw new Error(`The subgraph is not ready: status ${statusCode}.`);
      // One that is not ours may know no such address; it is ready when it answers.
      toAnswer(await send({ query: '{ __typename }', variables: {}, operationName: null, signal: AbortSignal.timeout(READY_TIMEOUT_MS) }));
    },
    close: async () => {
      // A stream ends when somebody ends it.
      await Promise.all([calls.close(), dispatcher.close(), streams.destroy()]);
    },
  };
}

/** A change that has begun is ended, whoever waits. */
function leftMs({ deadlineAt, isMutation }: SubgraphCall): number | undefined {
  return deadlineAt === undefined || isMutation ? undefined : Math.max(1, Math.ceil(deadlineAt - performance.now()));
}

function writeBody({ query, variables, operationName, bodyStart, variablesInBytes }: SubgraphCall): ByteString {
  if (bodyStart === undefined) return toByteString(JSON.stringify({ query, variables, operationName }));
  return `${toByteString(bodyStart)}${variablesInBytes ?? toByteString(JSON.stringify(variables))}}`;
}

function toAnswer({ statusCode, retryAfter, answer }: Received): SubgraphAnswer {
  // Whatever it holds: the subgraph says that it cannot answer now.
  if (answer && statusCode !== 503) return answer;
  const message = `The subgraph answered status ${statusCode} without a GraphQL response.`;
  if (statusCode < 500 && statusCode !== 429) throw new TransportError('SUBGRAPH_BAD_ANSWER', message);
  const retryAfterMs = toRetryAfterMs(retryAfter);
  throw new TransportError('SUBGRAPH_UNAVAILABLE', message, { ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

/** Seconds or a date. See RFC 9110, section 10.2.3. */
function toRetryAfterMs(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
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
