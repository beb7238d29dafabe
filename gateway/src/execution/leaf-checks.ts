import { isEnumType, type GraphQLEnumType, type GraphQLScalarType } from 'graphql';

export interface LeafCheck {
  /** Source text that is true of a value that may be answered as it is, given that it is not null. */
  readonly test: string;
  /** Source text of what to answer with where `test` is false; undefined when that is nothing. */
  readonly otherwise?: string;
}

const BUILT_IN: Readonly<Record<string, (v: string) => LeafCheck>> = {
  String: (v) => ({ test: `typeof ${v} === "string"` }),
  Boolean: (v) => ({ test: `typeof ${v} === "boolean"` }),
  Float: (v) => ({ test: `(typeof ${v} === "number" && Number.isFinite(${v}))` }),
  Int: (v) => ({ test: `(typeof ${v} === "number" && (${v} | 0) === ${v})` }),
  ID: (v) => ({ test: `typeof ${v} === "string"`, otherwise: `(Number.isInteger(${v}) ? String(${v}) : undefined)` }),
};

/**
 * Whether the variable `v` holds a value of its type. Values of other scalars are the subgraph's own
 * business. `bind` gives a value a name in the source.
 *
 * See https://spec.graphql.org/draft/#sec-Scalars
 */
export function checkLeaf(type: GraphQLScalarType | GraphQLEnumType, v: string, bind: (value: unknown) => string): LeafCheck {
  if (isEnumType(type)) return { test: `${bind(new Set(type.getValues().map(({ name }) => name)))}.has(${v})` };
  return BUILT_IN[type.name]?.(v) ?? { test: 'true' };
}
