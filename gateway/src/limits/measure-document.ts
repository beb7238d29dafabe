import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql';

export interface Measuring {
  /** What one selection counts by itself. */
  weigh(selection: SelectionNode): number;
  /** How the selections of a set come together: the deepest, or all. */
  join(one: number, other: number): number;
  /** Whether what lies below fields counts. */
  readonly isDeep: boolean;
}

/**
 * Measures the largest operation of a document with every spread followed, so that nothing can hide in
 * a named fragment. Each fragment is measured once, however often it is spread; a cycle counts as zero
 * here, and validation refuses it.
 */
export function measureDocument(document: DocumentNode, { weigh, join, isDeep }: Measuring): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, number>();

  const measureSpread = (name: string): number => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, 0);
    const fragment = fragments.get(name);
    const size = fragment ? measureSet(fragment.selectionSet) : 0;
    measured.set(name, size);
    return size;
  };
  const measureBelow = (selection: SelectionNode): number => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measureSpread(selection.name.value);
    if (selection.kind === Kind.FIELD && !isDeep) return 0;
    return selection.selectionSet ? measureSet(selection.selectionSet) : 0;
  };
  const measureSet = ({ selections }: SelectionSetNode): number =>
    selections.reduce((size, selection) => join(size, weigh(selection) + measureBelow(selection)), 0);

  return document.definitions.reduce((largest, definition) =>
    (definition.kind === Kind.OPERATION_DEFINITION ? Math.max(largest, measureSet(definition.selectionSet)) : largest), 0);
}

export const sum = (one: number, other: number): number => one + other;
