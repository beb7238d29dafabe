/** Numbers from 0 to below 1. */
export type Draw = () => number;

/** A Poisson count; above 500 by the normal approximation. */
export function drawPoisson(mean: number, draw: Draw): number {
  if (mean > 500) return Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal(draw)));
  const limit = draw();
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

/** A count of this mean whose variance is `dispersion` times the mean. */
export const drawCount = (mean: number, dispersion: number, draw: Draw): number =>
  drawPoisson(dispersion <= 1 ? mean : drawGamma(mean / (dispersion - 1), draw) * (dispersion - 1), draw);

const drawNormal = (draw: Draw): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

/** By the method of Marsaglia and Tsang (2000). */
function drawGamma(shape: number, draw: Draw): number {
  if (shape < 1) return drawGamma(shape + 1, draw) * draw() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = drawNormal(draw);
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - draw()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) return d * v;
  }
}
