import { isListType, isNonNullType, isObjectType, type GraphQLSchema } from 'graphql';
import type { Data, Thing } from '../worlds/world.js';
import type { Random } from './random.js';

/**
 * Puts nulls and errors into the data, where the schema allows them and where it does not. What keys
 * and requirements need stays whole: a monolith has no need of it, and would not fail with it.
 */
export function breakData(data: Data, { schema, keep, random }: { readonly schema: GraphQLSchema; readonly keep: readonly string[]; readonly random: Random }): Data {
  const seen = new Set<Thing>();
  const visit = (value: any): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || seen.has(value)) return;
    seen.add(value);
    const type = schema.getType(value.__typename);
    if (!isObjectType(type)) return;
    for (const field of Object.values(type.getFields())) {
      const at = `${type.name}.${field.name}`;
      visit(value[field.name]);
      if (keep.includes(at) || !random.chance(isNonNullType(field.type) ? 0.02 : 0.08)) continue;
      const choice = random.below(3);
      if (choice === 0) value[field.name] = null;
      else if (choice === 1) value[field.name] = new Error(`${at} of ${String(value.id ?? value.code ?? '?')} failed`);
      else if (isListType(field.type) && Array.isArray(value[field.name])) value[field.name] = [...value[field.name], null, new Error(`an item of ${at} failed`)];
    }
  };
  data.entities.forEach(visit);
  Object.values(data.roots).forEach(visit);
  return data;
}
