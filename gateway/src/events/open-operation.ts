import { isEventId, type Log } from '@sizhu/kit';
import { OperationTypeNode, type DocumentNode } from 'graphql';
import type { Answer, AnswerItem } from '../execution/compile-operation.js';
import type { Engine } from '../execution/create-executor.js';
import type { AskedOperation } from '../http/read-request.js';
import { Refusal, refuse } from '../http/refuse.js';
import { tellExtensions, type Notice } from '../http/tell-extensions.js';
import { toClientErrors } from '../http/to-client-errors.js';
import { TransportError } from '../transport/transport-error.js';

/** A request with its document, of which is known that it can be run. */
export interface ReadyOperation extends AskedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationTypeNode;
}

export interface OpenOptions {
  /** Aborted when nobody waits for more. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** Id of the last event that the client has; `extensions.lastEventId` of the request comes before it. */
  readonly lastEventId?: unknown;
}

/** One answer as a client gets it, whatever the wire. */
export interface LiveAnswer {
  /** Of an event; after it a client that comes back goes on. */
  readonly id?: string;
  readonly payload: object;
}

/** The answers of one operation: of a subscription one for each event, otherwise one. Rejects with a refusal. */
export type OpenOperation = (ready: ReadyOperation, options: OpenOptions) => Promise<AsyncGenerator<LiveAnswer, void>>;

export interface OperationOpening {
  readonly engine: Pick<Engine, 'execute' | 'subscribe'>;
  readonly deadlineMs: number;
  readonly notice: Notice;
  readonly log: Log;
}

/** What the wires that stay open have in common. */
export function createOperationOpener({ engine, deadlineMs, notice, log }: OperationOpening): OpenOperation {
  return async (ready, { signal, requestId, lastEventId }) => {
    const toPayload = ({ data, errors, told: sizhu, stale }: Answer, eventId?: string) => {
      const told = errors && { errors: toClientErrors(errors, { requestId, log }) };
      return { data, ...told, ...tellExtensions(notice, { ...(eventId !== undefined && { eventId }), ...(sizhu && { sizhu }), ...(stale && { stale }) }) };
    };
    const { operation, extensions, ...asked } = ready;
    const answers = operation === OperationTypeNode.SUBSCRIPTION
      ? await engine.subscribe(asked, { after: readPlace(extensions?.lastEventId ?? lastEventId), signal })
      : await within(deadlineMs, signal, (limited) => engine.execute({ ...asked, signal: limited }));
    if (Symbol.asyncIterator in answers) return eachEvent(answers, toPayload);
    if (answers.data === undefined) throw new Refusal(answers.errors ?? [], 400);
    return once(toPayload(answers));
  };
}

async function* eachEvent(items: AsyncIterable<AnswerItem>, toPayload: (answer: Answer, id: string) => object): AsyncGenerator<LiveAnswer, void> {
  for await (const { id, answer } of items) {
    if (answer) yield { id, payload: toPayload(answer, id) };
  }
}

async function* once(payload: object): AsyncGenerator<LiveAnswer, void> {
  yield { payload };
}

async function within<T>(deadlineMs: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(() => { deadline.abort(new TransportError('SUBGRAPH_TIMEOUT', `The request took more than ${deadlineMs} ms.`)); }, deadlineMs);
  return work(AbortSignal.any([signal, deadline.signal])).finally(() => { clearTimeout(timer); });
}

function readPlace(id: unknown): string | null {
  if (id === undefined || id === null || id === '') return null;
  if (typeof id !== 'string' || !isEventId(id)) throw refuse('BAD_USER_INPUT', 'Last-Event-ID: is no id of an event; send the last that came, unchanged, or none.');
  return id;
}
