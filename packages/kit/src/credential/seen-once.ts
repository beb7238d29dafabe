/**
 * Tells whether a name comes for the first time within `spanMs`. What is older is forgotten in two steps, so that
 * memory is bounded by what comes in two spans, and no timer runs.
 */
export function createSeenOnce(spanMs: number): (name: string, nowMs: number) => boolean {
  let [older, newer] = [new Set<string>(), new Set<string>()];
  let since = -Infinity;
  return (name, nowMs) => {
    if (nowMs - since >= spanMs) {
      older = nowMs - since >= 2 * spanMs ? new Set() : newer;
      newer = new Set();
      since = nowMs;
    }
    if (older.has(name) || newer.has(name)) return false;
    newer.add(name);
    return true;
  };
}
