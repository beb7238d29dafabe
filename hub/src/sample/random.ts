/** A seeded source of chance (mulberry32): the same seed gives the same city. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    /** Whole numbers, both ends included. */
    integer,
    chance: (probability: number): boolean => next() < probability,
    pick: <T>(values: readonly T[]): T => values[integer(0, values.length - 1)] as T,
    /** Picks a key by its weight. */
    weighted: <T extends string>(weights: Readonly<Record<T, number>>): T => {
      const entries = Object.entries(weights) as [T, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of entries) {
        left -= weight;
        if (left < 0) return value;
      }
      return (entries.at(-1) as [T, number])[0];
    },
    /** `count` of the values, each once. */
    sample: <T>(values: readonly T[], count: number): T[] => {
      const rest = [...values];
      for (let index = 0; index < count; index += 1) {
        const other = integer(index, rest.length - 1);
        [rest[index], rest[other]] = [rest[other] as T, rest[index] as T];
      }
      return rest.slice(0, count);
    },
  };
}

export type Random = ReturnType<typeof createRandom>;
