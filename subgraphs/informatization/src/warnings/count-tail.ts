/**
 * How probable a count of `count` or more is, where counts have this mean and variance: the upper tail
 * of the negative binomial distribution, which at `variance = mean` is the Poisson distribution.
 * `mean` is above 0 and `variance` above `mean`.
 */
export function tailProbability(count: number, mean: number, variance: number): number {
  if (count <= 0) return 1;
  const size = (mean * mean) / (variance - mean);
  const success = mean / variance;
  const massAt = (value: number) => Math.exp(
    logGamma(value + size) - logGamma(size) - logGamma(value + 1) + size * Math.log(success) + value * Math.log1p(-success));
  // The next mass in either direction follows from this one, so that two logarithms of the gamma function are enough.
  const growth = (value: number) => ((value + size) / (value + 1)) * (1 - success);
  if (count > mean) return Math.min(1, sumOut(massAt(count), count, growth, 1));
  return 1 - Math.min(1, sumOut(massAt(count - 1), count - 1, (value) => 1 / growth(value - 1), -1));
}

/** Adds masses from `start` outwards until they no longer count. */
function sumOut(first: number, start: number, growth: (value: number) => number, step: 1 | -1): number {
  let sum = 0;
  let mass = first;
  for (let value = start; value >= 0 && mass > sum * 1e-12; value += step) {
    sum += mass;
    mass *= growth(value);
  }
  return sum;
}

const LANCZOS = [
  76.180_091_729_471_46, -86.505_320_329_416_77, 24.014_098_240_830_91, -1.231_739_572_450_155, 0.001_208_650_973_866_179, -0.000_005_395_239_384_953,
] as const;

/** Natural logarithm of the gamma function by the approximation of Lanczos, for arguments above 0. */
export function logGamma(x: number): number {
  const series = LANCZOS.reduce((sum, coefficient, at) => sum + coefficient / (x + at + 1), 1.000_000_000_190_015);
  return (x + 0.5) * Math.log(x + 5.5) - (x + 5.5) + Math.log((2.506_628_274_631_000_5 * series) / x);
}
