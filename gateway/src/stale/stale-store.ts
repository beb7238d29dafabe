export interface StaleStoreOptions {
  /** Of keys and values together, as text. */
  readonly maxBytes: number;
  /** What is older is not answered any more. */
  readonly maxAgeMs: number;
  /** What is younger is not written again. */
  readonly refreshMs?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

export interface StaleValue {
  /** A copy of its own. */
  readonly value: unknown;
  readonly ageSeconds: number;
}

export interface StaleStore {
  put(key: string, value: unknown): void;
  get(key: string): StaleValue | undefined;
  readonly bytes: () => number;
}

interface Kept {
  readonly json: string;
  readonly at: number;
}

/** Keeps the last good value under each key as text, least recently used first out: whoever gets one may change it. */
export function createStaleStore({ maxBytes, maxAgeMs, refreshMs = 1_000, now = () => performance.now() }: StaleStoreOptions): StaleStore {
  const kept = new Map<string, Kept>();
  let bytes = 0;

  const sizeOf = (key: string, { json }: Kept): number => 2 * (key.length + json.length);
  function remove(key: string, one: Kept): void {
    kept.delete(key);
    bytes -= sizeOf(key, one);
  }

  return {
    put: (key, value) => {
      const known = kept.get(key);
      if (known && now() - known.at < refreshMs) return;
      if (known) remove(key, known);
      const one = { json: JSON.stringify(value), at: now() };
      if (sizeOf(key, one) > maxBytes) return;
      kept.set(key, one);
      bytes += sizeOf(key, one);
      for (const [oldKey, old] of kept) {
        if (bytes <= maxBytes) break;
        remove(oldKey, old);
      }
    },
    get: (key) => {
      const known = kept.get(key);
      if (!known) return undefined;
      const ageMs = now() - known.at;
      if (ageMs > maxAgeMs) {
        remove(key, known);
        return undefined;
      }
      kept.delete(key);
      kept.set(key, known);
      return { value: JSON.parse(known.json), ageSeconds: Math.round(ageMs / 1_000) };
    },
    bytes: () => bytes,
  };
}
