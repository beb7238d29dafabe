import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import type { FetchDataRewrite } from '../planning/plan.js';

/** The keys that objects of a subgraph's answer may hold, of whatever type; null under a leaf. */
export type FetchedShape = Map<string, FetchedShape | null>;

/** What a subgraph's answer to this document may hold, under the names that it has after rewriting. */
export function readShape(document: DocumentNode, rewrites: readonly FetchDataRewrite[] | undefined): FetchedShape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const shape: FetchedShape = new Map();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) gather(definition.selectionSet, fragments, shape);
  }
  return rewrites ? withRenames(shape, rewrites) : shape;
}

function gather({ selections }: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, shape: FetchedShape): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      if (!selection.selectionSet) {
        shape.set(key, null);
        continue;
      }
      const below = shape.get(key) ?? new Map<string, FetchedShape | null>();
      shape.set(key, below);
      gather(selection.selectionSet, fragments, below);
    } else {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment) gather(fragment.selectionSet, fragments, shape);
    }
  }
}

/** Rewrites of one entity are told from the entity on, which stands under `_entities`. */
function withRenames(shape: FetchedShape, rewrites: readonly FetchDataRewrite[]): FetchedShape {
  const top = shape.get('_entities') ?? shape;
  for (const rewrite of rewrites) {
    if (rewrite.kind !== 'KeyRenamer') continue;
    const keys = rewrite.path.filter((part) => !part.startsWith('... on '));
    let parent: FetchedShape | null | undefined = top;
    for (const key of keys.slice(0, -1)) parent = parent?.get(key);
    const renamed = parent?.get(keys.at(-1) ?? '');
    if (parent && renamed !== undefined) parent.set(rewrite.renameKeyTo, union(parent.get(rewrite.renameKeyTo), renamed));
  }
  return shape;
}

function union(one: FetchedShape | null | undefined, other: FetchedShape | null): FetchedShape | null {
  if (!one || !other) return one ?? other;
  for (const [key, below] of other) one.set(key, union(one.get(key), below));
  return one;
}
