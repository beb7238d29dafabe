import { EventSourceParserStream } from 'eventsource-parser/stream';
import { Readable } from 'node:stream';
import { request, type Dispatcher } from 'undici';
import type { CallSigner } from '../credential/sign-call.js';
import { TransportError } from './transport-error.js';
import type { SubgraphAnswer, SubgraphCall, SubgraphItem } from './transport.js';

interface StreamOptions {
  /** Id of the last event that came. */
  readonly after: string | null;
  readonly dispatcher: Dispatcher;
  readonly sign: CallSigner | undefined;
}

/** Subscribes over server-sent events. */
export async function openStream(url: string, call: SubgraphCall & { readonly signal: AbortSignal }, { after, dispatcher, sign }: StreamOptions): Promise<AsyncIterable<SubgraphItem> | SubgraphAnswer> {
  const { query, variables, operationName, signal } = call;
  const sent = JSON.stringify({ query, variables, operationName });
  const { statusCode, headers, body } = await request(url, {
    dispatcher,
    method: 'POST',
    headers: {
      'content-type': 'application/json', accept: 'text/event-stream', ...(after !== null && { 'last-event-id': after }), ...(sign && { authorization: await sign(sent) }),
    },
    body: sent,
    signal,
  });
  if (!String(headers['content-type']).startsWith('text/event-stream')) {
    const answer = await body.json().catch(() => null) as SubgraphAnswer | null;
    if (!answer?.errors) throw new TransportError('SUBGRAPH_BAD_ANSWER', `The subgraph answered status ${statusCode} without a stream.`);
    return answer;
  }
  return readItems(body);
}

async function* readItems(body: Readable): AsyncGenerator<SubgraphItem> {
  const events = Readable.toWeb(body).pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { event, id, data } of events) {
    if (event === 'begin' && id !== undefined) yield { id };
    if (event === 'next' && id !== undefined) yield { id, answer: JSON.parse(data) as SubgraphAnswer };
  }
}
