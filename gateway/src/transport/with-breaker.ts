import { TransportError } from './transport-error.js';
import type { Transport } from './transport.js';

export interface BreakerOptions {
  /** Of the calls of the last `windowMs`, at least `leastCalls`, so many failed: the circuit opens. From 0 to 1. */
  readonly failureRatio: number;
  readonly leastCalls: number;
  readonly windowMs: number;
  /** After so long, one call is let through to see whether the pillar is back. */
  readonly restMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

interface Window {
  since: number;
  calls: number;
  failures: number;
}

type State =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly until: number }
  | { readonly kind: 'probing' };

/**
 * Stops asking a pillar that keeps failing: callers learn at once, and it is left alone to recover. A caller that
 * gives up says nothing of the pillar.
 */
export function withBreaker(inner: Transport, { failureRatio, leastCalls, windowMs, restMs, now = () => performance.now() }: BreakerOptions): Transport {
  let state: State = { kind: 'closed' };
  const empty = (): Window => ({ since: now(), calls: 0, failures: 0 });
  let window = empty();

  function note(failed: boolean): void {
    if (state.kind !== 'closed') {
      state = failed ? { kind: 'open', until: now() + restMs } : { kind: 'closed' };
      window = empty();
      return;
    }
    if (now() - window.since > windowMs) window = empty();
    window.calls += 1;
    window.failures += failed ? 1 : 0;
    if (window.calls >= leastCalls && window.failures / window.calls >= failureRatio) state = { kind: 'open', until: now() + restMs };
  }

  return {
    ...inner,
    send: async (call) => {
      if (state.kind === 'probing' || (state.kind === 'open' && now() < state.until)) {
        call.observer?.leftAlone();
        throw new TransportError('SUBGRAPH_UNAVAILABLE', 'The pillar has failed too often; it is left alone for a while.');
      }
      const isProbe = state.kind === 'open';
      if (isProbe) state = { kind: 'probing' };
      try {
        const answer = await inner.send(call);
        if (isProbe || state.kind === 'closed') note(false);
        return answer;
      } catch (error) {
        if (call.signal?.aborted) {
          // The probe ends without a verdict: the next caller probes.
          if (isProbe) state = { kind: 'open', until: now() };
        } else if (isProbe || state.kind === 'closed') {
          note(true);
        }
        throw error;
      }
    },
  };
}
