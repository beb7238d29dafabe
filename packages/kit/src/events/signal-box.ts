export interface SignalBox {
  raise(): void;
  /** How often it was raised. */
  count(): number;
  /** Resolves once it was raised more often than `after`, when the time is over, or when the signal is aborted. */
  wait(options: { readonly after: number; readonly atMostMs: number; readonly signal: AbortSignal }): Promise<void>;
}

/** Wakes whoever waits. Who looks at the count before it looks for news cannot miss any. */
export function createSignalBox(): SignalBox {
  const waiting = new Set<() => void>();
  let raised = 0;
  return {
    raise: () => {
      raised += 1;
      for (const wake of waiting) wake();
    },
    count: () => raised,
    wait: ({ after, atMostMs, signal }) => new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        waiting.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, atMostMs);
      if (raised > after || signal.aborted) {
        end();
        return;
      }
      waiting.add(end);
      signal.addEventListener('abort', end, { once: true });
    }),
  };
}
