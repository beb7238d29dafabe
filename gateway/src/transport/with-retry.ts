import type { Cancellation } from './cancellation.js';
import { toTransportError } from './transport-error.js';
import type { Transport } from './transport.js';

export interface RetryOptions {
  /** What each call adds to the budget; a retry takes 1 from it. So many extra calls there are at most, in the long run. */
  readonly share: number;
  /** The budget at the start, and the most that is saved up. */
  readonly burst: number;
  /** A retry waits up to so long, by chance: failed callers must not come back all at once. */
  readonly maxDelayMs: number;
  /** From 0 to less than 1. */
  readonly random?: () => number;
}

const RETRYABLE = new Set(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT']);

/** Asks a second time when a pillar did not answer a query, inside a budget. A mutation may have happened: never. */
export function withRetry(inner: Transport, { share, burst, maxDelayMs, random = Math.random }: RetryOptions): Transport {
  let budget = burst;
  return {
    ...inner,
    send: async (call) => {
      budget = Math.min(burst, budget + share);
      try {
        return await inner.send(call);
      } catch (error) {
        const { code, retryAfterMs = 0 } = toTransportError(error);
        if (call.isMutation || call.signal?.aborted || !RETRYABLE.has(code) || retryAfterMs > maxDelayMs || budget < 1) throw error;
        budget -= 1;
        call.observer?.retried();
        await pause(Math.max(retryAfterMs, maxDelayMs * random()), call.signal);
        // It may have given up meanwhile.
        if ((call.signal)?.aborted) throw error;
        return inner.send(call);
      }
    },
  };
}

/** Ends early when the caller gives up. */
const pause = (ms: number, signal: Cancellation | undefined): Promise<void> => new Promise((resolve) => {
  const end = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    resolve();
  };
  const timer = setTimeout(end, ms);
  signal?.addEventListener('abort', end, { once: true });
});
