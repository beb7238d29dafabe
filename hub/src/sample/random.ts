/** Numbers that look random and are the same for the same seed. Not for secrets. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** Whole, both ends included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  weighted<T>(from: readonly (readonly [T, number])[]): T;
  /** `count` different ones, in random order. */
  sample<T>(from: readonly T[], count: number): T[];
}

// Drawn millions of times: named here, they need not be looked up each time.
const { floor, imul } = Math;

/** `stream` keeps the parts apart: a draw more in one of them changes nothing in the others. */
export function createRandom(seed: number, stream: string): Random {
  let state = seed >>> 0;
  for (const letter of stream) state = (imul(state, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;

  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number) => low + floor(next() * (high - low + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: <T>(from: readonly T[]) => from[int(0, from.length - 1)] as T,
    weighted<T>(from: readonly (readonly [T, number])[]): T {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of from) {
        left -= weight;
        if (left < 0) return value;
      }
      return (from.at(-1) as readonly [T, number])[0];
    },
    sample<T>(from: readonly T[], count: number): T[] {
      const rest = [...from];
      const wanted = Math.min(count, rest.length);
      for (let at = 0; at < wanted; at += 1) {
        const other = int(at, rest.length - 1);
        [rest[at], rest[other]] = [rest[other] as T, rest[at] as T];
      }
      return rest.slice(0, wanted);
    },
  };
}

/** Whole parts in proportion to the weights, which sum to exactly `total`. */
export function divide(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  let given = 0;
  return weights.map((weight) => {
    before += weight;
    const until = Math.round((before / whole) * total);
    const part = until - given;
    given = until;
    return part;
  });
}

/** A count of rare events of this mean, by inversion: for means of up to some hundreds. */
export function drawPoisson(mean: number, { next }: Random): number {
  const limit = next();
  let mass = Math.exp(-mean);
  let sum = mass;
  let count = 0;
  while (limit > sum && mass > 0) {
    count += 1;
    mass *= mean / count;
    sum += mass;
  }
  return count;
}
