import {
  getNamedType, isAbstractType, isInterfaceType, isObjectType, type GraphQLNamedType, type GraphQLSchema,
} from 'graphql';
import type { SelectedType } from '../collect-fields.js';
import type { Path } from '../completion-errors.js';
import type { Data, Projecting } from '../write-completion.js';
import type { DeferredPart, WayStep } from './split-defers.js';

/** An object that a deferred fragment is about. */
export interface PartPlace {
  readonly path: Path;
  readonly type: SelectedType;
  readonly data: Data;
  /** The same object in the answer that the client has. */
  readonly answered: Record<string, unknown>;
}

interface Pair {
  readonly data: unknown;
  readonly answered: unknown;
}

/** Where a deferred fragment belongs: only objects that the client has. One that became null is not told of again. */
export function findParts(part: DeferredPart, projecting: Projecting, root: SelectedType, { data, answered }: Pair): PartPlace[] {
  const { schema } = projecting;
  const places: PartPlace[] = [];

  const walk = (type: GraphQLNamedType, pair: Pair, way: readonly WayStep[], path: Path): void => {
    if (pair.answered === null || pair.answered === undefined || pair.data === null || pair.data === undefined) return;
    if (Array.isArray(pair.data)) {
      const [items, known] = [pair.data as readonly unknown[], pair.answered as readonly unknown[]];
      items.forEach((item, index) => { walk(type, { data: item, answered: known[index] }, way, [...path, index]); });
      return;
    }
    const object = pair.data as Data;
    const runtimeType = toRuntimeType(schema, type, object);
    const [step, ...rest] = way;
    const conditions = step ? step.conditions : part.conditions;
    if (!runtimeType || !conditions.every((condition) => isOf(schema, condition, runtimeType))) return;
    const had = pair.answered as Record<string, unknown>;
    if (!step) {
      places.push({ path, type: runtimeType, data: object, answered: had });
      return;
    }
    const { field } = step;
    const definition = runtimeType.getFields()[field.name.value];
    if (!definition) return;
    const key = field.alias?.value ?? field.name.value;
    walk(getNamedType(definition.type), { data: object[projecting.dataKeyOf(field, runtimeType.name)], answered: had[key] }, rest, [...path, key]);
  };

  walk(root, { data, answered }, part.way, []);
  return places;
}

function toRuntimeType(schema: GraphQLSchema, type: GraphQLNamedType, data: Data): SelectedType | undefined {
  if (isObjectType(type)) return type;
  const named = typeof data.__typename === 'string' ? schema.getType(data.__typename) : undefined;
  if (isObjectType(named) || isInterfaceType(named)) return named;
  return isInterfaceType(type) ? type : undefined;
}

function isOf(schema: GraphQLSchema, condition: string, type: SelectedType): boolean {
  const abstract = schema.getType(condition);
  return condition === type.name || (isAbstractType(abstract) && schema.isSubType(abstract, type));
}
