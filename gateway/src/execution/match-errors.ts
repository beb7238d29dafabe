import { getNamedType, GraphQLError, isInterfaceType, isObjectType, Kind, type GraphQLNamedType, type SelectionSetNode } from 'graphql';
import { collectFields, type SelectedType } from './collect-fields.js';
import type { Path } from './completion-errors.js';
import type { Run } from './run.js';
import type { Data, Projecting } from './write-completion.js';

export interface Asked {
  readonly projecting: Projecting;
  readonly root: SelectedType;
  readonly selectionSet: SelectionSetNode;
}

/**
 * Subgraphs' errors as far as they concern what the client asked. A field that it asked only of other
 * types, but that a subgraph could only be asked of all, failed for nobody, unless it took the entity with
 * it. What the plan needed for its own sake failed for the object around it.
 */
export const matchErrors = ({ errors, fatal, data }: Run, asked: Asked): readonly GraphQLError[] => errors.flatMap((error) => {
  if (!error.path) return [error];
  const { known, isOfOthers } = followPath(error.path, asked, data);
  if (isOfOthers && !fatal.has(error)) return [];
  if (known.length === error.path.length) return [error];
  return [new GraphQLError(error.message, { ...(known.length > 0 && { path: known }), originalError: error.originalError ?? null, extensions: error.extensions })];
});

/** How far a path leads along what was asked, and whether it goes on along what was asked of other types. */
function followPath(path: Path, { projecting, root, selectionSet }: Asked, data: Data): { readonly known: Path; readonly isOfOthers: boolean } {
  const whole = { known: path, isOfOthers: false };
  let [type, value]: [GraphQLNamedType, unknown] = [root, data];
  let selectionSets: readonly SelectionSetNode[] = [selectionSet];
  for (const [at, key] of path.entries()) {
    if (typeof key === 'number') {
      value = (value as readonly unknown[] | null | undefined)?.[key];
      continue;
    }
    const runtimeType = findRuntimeType(projecting, type, value);
    if (!runtimeType) return whole;
    const nodes = collectFields(projecting, runtimeType, selectionSets).get(key);
    const [first] = nodes ?? [];
    const field = first && runtimeType.getFields()[first.name.value];
    if (!nodes || !first || !field) return { known: path.slice(0, at), isOfOthers: isAskedOfAny(projecting, selectionSets, key) };
    type = getNamedType(field.type);
    value = (value as Data | null | undefined)?.[projecting.dataKeyOf(first, runtimeType.name)];
    selectionSets = nodes.flatMap((node) => node.selectionSet ?? []);
  }
  return whole;
}

function findRuntimeType({ schema }: Projecting, type: GraphQLNamedType, value: unknown): SelectedType | undefined {
  if (isObjectType(type)) return type;
  const name = (value as Data | null | undefined)?.__typename;
  const named = typeof name === 'string' ? schema.getType(name) : undefined;
  if (isObjectType(named) || isInterfaceType(named)) return named;
  return isInterfaceType(type) && value !== null && value !== undefined ? type : undefined;
}

const isAskedOfAny = (projecting: Projecting, selectionSets: readonly SelectionSetNode[], key: string): boolean =>
  selectionSets.some(({ selections }) => selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return (selection.alias?.value ?? selection.name.value) === key;
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : projecting.fragments.get(selection.name.value);
    return fragment !== undefined && isAskedOfAny(projecting, [fragment.selectionSet], key);
  }));
