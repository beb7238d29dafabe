import { setTimeout as sleep } from 'node:timers/promises';
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
        await sleep(Math.max(retryAfterMs, maxDelayMs * random()), undefined, { ...(call.signal && { signal: call.signal }) }).catch(() => { throw error; });
        return inner.send(call);
      }
    },
  };
}
