import type { FetchedShape } from './fetched-shape.js';
import { makeFunction, quote, read } from './write-source.js';

type Target = Record<string, unknown>;

/** Adds what a subgraph said of an object to what is known of it. */
export type Merge = (target: Target, source: Readonly<Target>) => void;

/**
 * Compiles the merging of one fetch's answer. What is known is not forgotten: a null, such as of a
 * subgraph that failed, replaces nothing, and neither does the name of an interface replace that of a
 * type. Leaves are never looked into, so that a scalar may be an object of the subgraph's own.
 */
export function compileMerge(shape: FetchedShape, isObjectTypeName: (name: unknown) => boolean): Merge {
  const functions: string[] = [];

  const writeMerge = (keys: FetchedShape): string => {
    const name = `merge${functions.length}`;
    const at = functions.push('') - 1;
    const statements = [...keys].map(([key, below]) => {
      const [from, to] = [read('s', key), read('t', key)];
      const isKnown = below ? `else if (v !== null && !mergeBelow(w, v, ${writeMerge(below)})) t[${quote(key)}] = v;` : '';
      if (key === '__typename') return `v = ${from}; if (v !== undefined && (${to} === undefined || isObjectTypeName(v))) t[${quote(key)}] = v;`;
      return `v = ${from}; if (v !== undefined) { w = ${to}; if (w === undefined || w === null) t[${quote(key)}] = v; ${isKnown} }`;
    });
    functions[at] = `function ${name}(t, s) { let v, w;\n${statements.join('\n')}\n}`;
    return name;
  };

  const top = writeMerge(shape);
  return makeFunction<Merge>({ isObjectTypeName, mergeBelow }, `${functions.join('\n')}\nreturn ${top};`);
}

/** Whether the added value could be merged; a list that came out differently the second time cannot. */
function mergeBelow(known: unknown, added: unknown, merge: Merge): boolean {
  if (Array.isArray(known) && Array.isArray(added)) {
    if (known.length !== added.length) return false;
    (added as readonly unknown[]).forEach((item, index) => {
      const before: unknown = known[index];
      if (before === null || before === undefined) (known as unknown[])[index] = item;
      else if (item !== null) mergeBelow(before, item, merge);
    });
  } else if (isObject(known) && isObject(added)) {
    merge(known, added);
  }
  return true;
}

const isObject = (value: unknown): value is Target => typeof value === 'object' && value !== null && !Array.isArray(value);
