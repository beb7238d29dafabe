import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import type { FetchDataRewrite } from '../planning/plan.js';
import type { PlanPath } from './find-targets.js';

type IsOfType = (typename: unknown, condition: string) => boolean;

/** What the fetches of a plan ask for, in the order in which they are compiled. */
export interface Supplies {
  add(path: PlanPath, document: DocumentNode, rewrites: readonly FetchDataRewrite[] | undefined): void;
  /** Answers, of the fetches up to now, whether any asks for a field of objects of a type at this path. */
  upToNow(path: PlanPath): (typename: unknown, field: string) => boolean;
}

interface Supply {
  readonly path: readonly string[];
  readonly selectionSet: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Tells what is missing by plan from what is missing by fault: where fetches for several types are one,
 * the planner lets them require of every type what only one of them needs, and asks it only of that one.
 */
export function trackSupplies(isOfType: IsOfType): Supplies {
  const supplies: Supply[] = [];
  return {
    add: (path, document, rewrites = []) => {
      const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
      const renamed = new Map(rewrites.flatMap((rewrite) => (rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1) ?? '', rewrite.renameKeyTo] as const] : [])));
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
        const [first] = definition.selectionSet.selections;
        const isForEntities = first?.kind === Kind.FIELD && first.name.value === '_entities';
        const selectionSet = (isForEntities ? first.selectionSet : undefined) ?? definition.selectionSet;
        supplies.push({ path: toKeys(path), selectionSet, fragments, renamed });
      }
    },
    upToNow: (path) => {
      const keys = toKeys(path);
      const around = supplies.filter((supply) => supply.path.every((key, index) => keys[index] === key));
      return (typename, field) => around.some((supply) =>
        asks(supply, keys.slice(supply.path.length), (condition) => isOfType(typename, condition), field));
    },
  };
}

const toKeys = (path: PlanPath): readonly string[] => path.map(String).filter((key) => key !== '@');

/** Of which type objects on the way are does not matter: too much is taken for supplied rather than too little. */
function asks(supply: Supply, way: readonly string[], applies: (condition: string) => boolean, field: string): boolean {
  const [next = field, ...rest] = way;
  const search = ({ selections }: SelectionSetNode): boolean => selections.some((selection) => {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      if ((supply.renamed.get(key) ?? key) !== next) return false;
      return way.length === 0 || (selection.selectionSet !== undefined && asks({ ...supply, selectionSet: selection.selectionSet }, rest, applies, field));
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : supply.fragments.get(selection.name.value);
    if (!fragment || (way.length === 0 && fragment.typeCondition && !applies(fragment.typeCondition.name.value))) return false;
    return search(fragment.selectionSet);
  });
  return search(supply.selectionSet);
}
