import type { QueryPlanSelectionNode } from '../planning/plan.js';
import type { ChosenFields } from './choose-fields.js';
import { makeFunction, property, quote, read } from './write-source.js';

type Value = Readonly<Record<string, unknown>>;

/** What a subgraph needs to know of an entity; undefined when too little is known to ask. */
export type Represent = (entity: Value) => Record<string, unknown> | undefined;

/** A union of selections by field name, for one type. */
type Fields = Map<string, QueryPlanSelectionNode[] | null>;

type IsOfType = (typename: unknown, condition: string) => boolean;

/** What is sent of an entity of one type, of the fields that are required; undefined when it is not asked for. */
export type Choose = (typename: string, required: readonly string[]) => ChosenFields | undefined;

/** Compiles the picking of a representation by what the plan requires, by type where it has conditions. */
export function compileRepresentation(selections: readonly QueryPlanSelectionNode[], isOfType: IsOfType, choose?: Choose): Represent {
  if (!choose && selections.every(({ kind }) => kind === 'Field')) return compileFields(fieldsOf(selections, () => true), isOfType);
  const byType = new Map<unknown, Represent>();
  return (entity) => {
    const name = entity.__typename;
    let represent = byType.get(name);
    if (!represent) {
      const fields = fieldsOf(selections, (condition) => isOfType(name, condition));
      represent = choose ? compileChosen(fields, choose(String(name), [...fields.keys()]), isOfType) : compileFields(fields, isOfType);
      byType.set(name, represent);
    }
    return represent(entity);
  };
}

function compileChosen(fields: Fields, chosen: ChosenFields | undefined, isOfType: IsOfType): Represent {
  if (!chosen) return () => undefined;
  const { required, added, typename } = chosen;
  const represent = compileFields(new Map([
    ...required.map((field) => [field, fields.get(field) ?? null] as const), ...added.map((field) => [field, null] as const),
  ]), isOfType);
  if (typename === undefined) return represent;
  return (entity) => {
    const representation = represent(entity);
    return representation && { ...representation, __typename: typename };
  };
}

function fieldsOf(selections: readonly QueryPlanSelectionNode[], applies: (condition: string) => boolean, fields: Fields = new Map()): Fields {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      if (!selection.typeCondition || applies(selection.typeCondition)) fieldsOf(selection.selections, applies, fields);
      continue;
    }
    const key = selection.alias ?? selection.name;
    const known = fields.get(key) ?? [];
    fields.set(key, selection.selections ? [...known, ...selection.selections] : null);
  }
  return fields;
}

function compileFields(fields: Fields, isOfType: IsOfType): Represent {
  const bound: Record<string, unknown> = { pick };
  const statements: string[] = [];
  const properties: string[] = [];
  for (const [key, below] of fields) {
    const v = `v${properties.length}`;
    properties.push(property(key, v));
    // What is not there could not be fetched, and that was told already.
    statements.push(`let ${v} = ${read('d', key)}; if (${v} === undefined) return undefined;`);
    if (!below) continue;
    bound[`r${v}`] = compileRepresentation(below, isOfType);
    statements.push(`if (${v} !== null) { ${v} = pick(${v}, r${v}); if (${v} === undefined) return undefined; }`);
  }
  return makeFunction<Represent>(bound, `return function represent(d) {\n${statements.join('\n')}\nreturn {${properties.join(', ')}};\n};`);
}

function pick(value: unknown, represent: Represent): unknown {
  if (!Array.isArray(value)) return represent(value as Value);
  const items: unknown[] = [];
  for (const item of value) {
    const picked = item === null ? null : pick(item, represent);
    if (picked === undefined) return undefined;
    items.push(picked);
  }
  return items;
}

/** Tells entities apart that are asked for in one batch. */
export type KeyOf = (representation: Value) => string;

/** A type with one key, which is the common case, needs no JSON to be told apart. */
export function compileKeyOf(selections: readonly QueryPlanSelectionNode[]): KeyOf {
  const [only, ...others] = selections;
  const picked = only?.kind === 'InlineFragment' && others.length === 0 ? only.selections : [];
  const [key, ...more] = picked.filter((selection) => selection.kind !== 'Field' || selection.name !== '__typename');
  if (key?.kind !== 'Field' || key.selections || more.length > 0) return JSON.stringify;
  const value = read('d', key.alias ?? key.name);
  return makeFunction<KeyOf>({}, `return (d) => typeof ${value} === "string" ? d[${quote('__typename')}] + ":" + ${value} : JSON.stringify(d);`);
}
