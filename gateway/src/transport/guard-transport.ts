import type { Transport, Transports } from './transport.js';
import { withBreaker } from './with-breaker.js';
import { withBulkhead } from './with-bulkhead.js';
import { withRetry } from './with-retry.js';
import { withTimeout } from './with-timeout.js';

export interface GuardOptions {
  readonly timeoutMs?: number;
}

/** Each try is bounded and counted by the breaker; a second try and the place in line belong to the call as a whole. */
export const guardTransport = (inner: Transport, { timeoutMs = 10_000 }: GuardOptions = {}): Transport =>
  withBulkhead(
    withRetry(
      withBreaker(withTimeout(inner, timeoutMs), { failureRatio: 0.5, leastCalls: 10, windowMs: 10_000, restMs: 2_000 }),
      { share: 0.1, burst: 10, maxDelayMs: 100 },
    ),
    { maxRunning: 64, maxWaiting: 256 },
  );

/** A transport is guarded once, however many graphs use it: what its guards have learned holds for all of them. */
export function guardOnce(options?: GuardOptions): (transports: Transports) => Transports {
  const guarded = new WeakMap<Transport, Transport>();
  const guard = (transport: Transport): Transport => {
    const known = guarded.get(transport) ?? guardTransport(transport, options);
    guarded.set(transport, known);
    return known;
  };
  return (transports) => Object.fromEntries(Object.entries(transports).map(([name, transport]) => [name, guard(transport)]));
}
