import { beforeEach, describe, expect, it } from '@jest/globals';
import { createStaleStore, type StaleStore } from './stale-store.js';

let now = 0;
let store: StaleStore;

beforeEach(() => {
  now = 0;
  store = createStaleStore({ maxBytes: 200, maxAgeMs: 60_000, now: () => now });
});

describe('what is kept', () => {
  it('tells its age, and is a copy that may be changed', () => {
    store.put('a', { n: [1] });
    now = 12_400;
    const first = store.get('a');
    (first?.value as { n: number[] }).n.push(2);
    expect(store.get('a')).toEqual({ value: { n: [1] }, ageSeconds: 12 });
  });

  it('is gone when it is too old', () => {
    store.put('a', 1);
    now = 60_000;
    expect(store.get('a')).toEqual({ value: 1, ageSeconds: 60 });
    now = 60_001;
    expect(store.get('a')).toBeUndefined();
    expect(store.bytes()).toBe(0);
  });

  it('is replaced by what is newer, though not within a second', () => {
    store.put('a', 1);
    now = 999;
    store.put('a', 2);
    expect(store.get('a')?.value).toBe(1);
    now = 1_000;
    store.put('a', 3);
    expect(store.get('a')).toEqual({ value: 3, ageSeconds: 0 });
  });

  it('is bounded in bytes: what was used least recently goes first, and what is too large is not kept', () => {
    const text = 'x'.repeat(27);
    for (const key of ['a', 'b', 'c']) store.put(key, text);
    expect(store.bytes()).toBe(3 * 2 * 30);
    store.get('a');
    store.put('d', text);
    expect(['a', 'b', 'c', 'd'].map((key) => store.get(key) !== undefined)).toEqual([true, false, true, true]);
    store.put('e', 'x'.repeat(200));
    expect(store.get('e')).toBeUndefined();
    expect(store.bytes()).toBeLessThanOrEqual(200);
  });
});
