import { describe, expect, it } from '@jest/globals';
import { logGamma, tailProbability } from './count-tail.js';

it.each([[1, 0], [2, 0], [5, Math.log(24)], [0.5, Math.log(Math.sqrt(Math.PI))], [171, 706.573_062_245_787_5]])('log Γ(%d) = %d', (x, expected) => {
  expect(logGamma(x)).toBeCloseTo(expected, 8);
});

describe('the tail of a count', () => {
  it.each([
    // Almost Poisson: 1 − e⁻², 1 − 3·e⁻², 1 − 13·e⁻⁴, and of a mean of 10 the tail from 20 on.
    [1, 2, 2.000_001, 0.864_664_7], [2, 2, 2.000_001, 0.593_994_2], [3, 4, 4.000_001, 0.761_896_7], [20, 10, 10.000_001, 0.003_454_3],
    // Size 1 is the geometric distribution: (1 − 1/(1 + mean))^count.
    [5, 4, 20, 0.8 ** 5], [30, 4, 20, 0.8 ** 30], [1, 4, 20, 0.8],
    [0, 4, 20, 1],
  ])('P(X ≥ %d) at mean %d, variance %d', (count, mean, variance, expected) => {
    expect(tailProbability(count, mean, variance)).toBeCloseTo(expected, 6);
  });

  it('falls as the count rises, and never leaves 0 to 1', () => {
    const tails = Array.from({ length: 400 }, (_, count) => tailProbability(count, 150, 400));
    expect(tails.every((tail, at) => tail >= 0 && tail <= 1 && tail <= (tails[at - 1] ?? 1) + 1e-12)).toBe(true);
  });
});
