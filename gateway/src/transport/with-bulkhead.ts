import type { Cancellation } from './cancellation.js';
import { TransportError } from './transport-error.js';
import type { Transport } from './transport.js';

export interface BulkheadOptions {
  /** Calls under way at once. */
  readonly maxRunning: number;
  /** Calls that wait for one of these to end. */
  readonly maxWaiting: number;
}

/** One slow pillar must not take what the others need: its calls wait in a line of their own, and the line is short. */
export function withBulkhead(inner: Transport, { maxRunning, maxWaiting }: BulkheadOptions): Transport {
  const waiting = new Set<() => void>();
  let running = 0;

  function enter(signal: Cancellation | undefined): Promise<void> | undefined {
    if (running < maxRunning) {
      running += 1;
      return undefined;
    }
    if (waiting.size >= maxWaiting) throw new TransportError('SUBGRAPH_OVERLOADED', `${maxRunning} calls are under way and ${maxWaiting} wait.`);
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.delete(start);
        reject(signal?.reason ?? new Error('The call was given up.'));
      };
      waiting.add(start);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** The place goes to the one that has waited longest. */
  function leave(): void {
    const [next] = waiting;
    if (!next) {
      running -= 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  return {
    ...inner,
    send: async (call) => {
      await enter(call.signal);
      try {
        return await inner.send(call);
      } finally {
        leave();
      }
    },
  };
}
