/** What an AbortSignal is to those who only listen. */
export interface Cancellation {
  readonly aborted: boolean;
  /** Why, once it is. */
  readonly reason: Error;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface CancellationSource extends Cancellation {
  abort(reason: Error): void;
}

/** Each call has one of its own: an EventTarget for it would cost more than the call's bookkeeping in all. Listeners hear it once. */
export function createCancellation(): CancellationSource {
  let only: (() => void) | undefined;
  let others: Set<() => void> | undefined;
  const source = {
    aborted: false,
    reason: undefined as unknown as Error,
    abort: (reason: Error) => {
      if (source.aborted) return;
      source.aborted = true;
      source.reason = reason;
      const [first, rest] = [only, others];
      only = undefined;
      others = undefined;
      first?.();
      for (const listener of rest ?? []) listener();
    },
    addEventListener: (_type: 'abort', listener: () => void) => {
      if (source.aborted) return;
      if (only) (others ??= new Set()).add(listener);
      else only = listener;
    },
    removeEventListener: (_type: 'abort', listener: () => void) => {
      if (only === listener) only = undefined;
      else others?.delete(listener);
    },
  };
  return source;
}
