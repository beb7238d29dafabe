import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings once. One error names every bad variable and prints no value. */
export function readConfig<S extends z.ZodType>(schema: S, env: Environment): Readonly<z.output<S>> {
  const result = schema.safeParse(env);
  if (result.success) return Object.freeze(result.data);
  throw new Error(`Bad configuration: ${result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
}

/** A TCP port; 0 lets the system choose. */
export const port = (fallback: number) =>
  z.string().default(String(fallback)).refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
    error: 'must be a port number from 0 to 65535',
  }).transform(Number);

export interface WholeNumber {
  readonly fallback: number;
  readonly least: number;
  readonly most: number;
}

/** A whole number; the variable's name says of what unit. */
export const wholeNumber = ({ fallback, least, most }: WholeNumber) =>
  z.string().default(String(fallback)).refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
    error: `must be a whole number from ${least} to ${most}`,
  }).transform(Number);

/** One whole number by itself. */
export const readWholeNumber = (name: string, range: WholeNumber, env: Environment): number =>
  Number(readConfig(z.object({ [name]: wholeNumber(range) }), env)[name]);
