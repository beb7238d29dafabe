export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
  /** Null where the denominator is 0. */
  readonly value: number | null;
}

export const toRatio = (numerator: number, denominator: number): Ratio =>
  ({ numerator, denominator, value: denominator === 0 ? null : numerator / denominator });
