/**
 * Makes a function from source text. Names of the data reach the text only through `quote`; whatever
 * else the function works with is bound to parameters.
 */
export function makeFunction<F>(bound: Readonly<Record<string, unknown>>, body: string): F {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the whole point; see docs/execution.md
  const make = new Function(...Object.keys(bound), `"use strict";\n${body}`) as (...values: unknown[]) => F;
  return make(...Object.values(bound));
}

/** A string as it stands in source text; line separators end no literal since ES2019. */
export const quote = (text: string): string => JSON.stringify(text);

/** Reads a key that a plain object does not answer to by inheritance. */
export const read = (object: string, key: string): string =>
  (key in Object.prototype ? `(Object.hasOwn(${object}, ${quote(key)}) ? ${object}[${quote(key)}] : undefined)` : `${object}[${quote(key)}]`);

/** A property of an object literal; `__proto__` would set the prototype. */
export const property = (key: string, value: string): string =>
  `${key === '__proto__' ? '["__proto__"]' : quote(key)}: ${value}`;
