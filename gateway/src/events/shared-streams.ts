import type { ServerSentEvent } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import { refuse } from '../http/refuse.js';
import { createHandOver } from './create-hand-over.js';
import type { LiveLimits } from './live-limits.js';
import type { OpenOperation, ReadyOperation } from './open-operation.js';

/** One event stream on which the answers of several operations come, each asked for by a request of its own. */
export interface SharedStream {
  readonly events: AsyncGenerator<ServerSentEvent, void>;
  readonly isConnected: () => boolean;
  /** Somebody reads from now on. */
  connect(): void;
  /** Begins an operation; false when it was ended before it had begun. Rejects with a refusal. */
  run(id: string, ready: ReadyOperation, requestId: string): Promise<boolean>;
  /** Ends one operation, without a word of it on the stream. */
  complete(id: string): void;
  /** Tells of the end of every operation, then ends. */
  stop(): Promise<void>;
  /** Nobody reads any more. */
  leave(): void;
}

export interface SharedStreams {
  /** Reserves a stream, and returns the token that stands for it. Throws a refusal when there are too many. */
  reserve(): string;
  find(token: string): SharedStream | undefined;
  stop(): Promise<void>;
}

interface SharedOptions {
  readonly open: OpenOperation;
  readonly limits: LiveLimits;
}

/**
 * The streams of graphql-sse's single connection mode.
 *
 * See https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#single-connection-mode
 */
export function createSharedStreams({ open, limits }: SharedOptions): SharedStreams {
  const streams = new Map<string, SharedStream>();

  const reserve = (): string => {
    const reserved = [...streams.values()].filter(({ isConnected }) => !isConnected()).length;
    if (reserved >= limits.reservations) throw refuse('TOO_MANY_STREAMS', `${limits.reservations} event streams are reserved and not connected.`);
    const token = randomUUID();
    streams.set(token, createSharedStream({ open, limits }, () => { streams.delete(token); }));
    return token;
  };

  return {
    reserve,
    find: (token) => streams.get(token),
    stop: async () => { await Promise.all([...streams.values()].map((stream) => stream.stop())); },
  };
}

function createSharedStream({ open, limits }: SharedOptions, onEnd: () => void): SharedStream {
  const operations = new Map<string, AbortController>();
  const { give, items, end } = createHandOver<ServerSentEvent>();
  let connected = false;

  const leave = (): void => {
    clearTimeout(expiry);
    for (const operation of operations.values()) operation.abort();
    operations.clear();
    end();
    onEnd();
  };
  const expiry = setTimeout(leave, limits.reservationMs);

  /** Hands over one answer after the other, as fast as the client takes them. */
  async function pump(id: string, operation: AbortController, answers: AsyncIterable<{ readonly payload: object }>): Promise<void> {
    for await (const { payload } of answers) {
      if (operations.get(id) !== operation || !await give({ event: 'next', data: { id, payload } })) return;
    }
    if (operations.get(id) !== operation) return;
    operations.delete(id);
    await give({ event: 'complete', data: { id } });
  }

  return {
    events: items,
    isConnected: () => connected,
    connect: () => {
      connected = true;
      clearTimeout(expiry);
    },
    run: async (id, ready, requestId) => {
      if (operations.has(id)) throw refuse('BAD_REQUEST', `extensions.operationId: ${JSON.stringify(id)} runs already.`, 409);
      if (operations.size >= limits.operations) throw refuse('TOO_MANY_STREAMS', `${limits.operations} operations run on this stream.`);
      const operation = new AbortController();
      operations.set(id, operation);
      const forget = () => { if (operations.get(id) === operation) operations.delete(id); };
      const answers = await open(ready, { signal: operation.signal, requestId }).catch((error: unknown) => {
        forget();
        throw error;
      });
      if (operation.signal.aborted && operations.get(id) !== operation) {
        await answers.return();
        return false;
      }
      // What breaks off ends: the client asks again after the last event it had.
      void pump(id, operation, answers).catch(() => { forget(); });
      return true;
    },
    complete: (id) => {
      operations.get(id)?.abort();
      operations.delete(id);
    },
    // Their generators end, and so each tells its end.
    stop: async () => {
      if (!connected) {
        leave();
        return;
      }
      const told = [...operations].map(([id, operation]) => {
        operations.delete(id);
        operation.abort();
        return give({ event: 'complete', data: { id } });
      });
      await Promise.all(told);
      leave();
    },
    leave,
  };
}
