import { isObjectType, Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import { collectFields, type SelectedType } from './collect-fields.js';
import type { PlanPath } from './find-targets.js';
import type { Projecting } from './write-completion.js';

/** The keys of the data that the client asks for of objects of one type at one place of the plan. */
export type ClientNeeds = (path: PlanPath, typename: string) => ReadonlySet<string>;

/** Of which type objects on the way are does not matter: too much is taken for needed rather than too little. */
export const createClientNeeds = (projecting: Projecting, root: SelectedType, selectionSet: SelectionSetNode): ClientNeeds => (path, typename) => {
  let selectionSets: readonly SelectionSetNode[] = [selectionSet];
  let parent = root.name;
  for (const key of path) {
    if (key === '@') continue;
    selectionSets = selectionSets.flatMap((set) => fieldsOf(projecting, set)).filter((field) => projecting.dataKeyOf(field, parent) === key)
      .flatMap((field) => field.selectionSet ?? []);
    parent = '';
  }
  const type = projecting.schema.getType(typename);
  if (!isObjectType(type)) return new Set();
  return new Set([...collectFields(projecting, type, selectionSets).values()].flatMap(([field]) => (field ? [projecting.dataKeyOf(field, typename)] : [])));
};

const fieldsOf = (projecting: Projecting, { selections }: SelectionSetNode): readonly FieldNode[] => selections.flatMap((selection) => {
  if (selection.kind === Kind.FIELD) return [selection];
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : projecting.fragments.get(selection.name.value);
  return fragment ? fieldsOf(projecting, fragment.selectionSet) : [];
});
