import { Kind, parse, type SelectionSetNode } from 'graphql';
import type { PlanNode } from '../../../src/planning/plan.js';
import { fieldNames, getType, type Draft } from './draft.js';

/**
 * A field that the plan asks of a subgraph before there is what the field requires: a fault of the
 * planner's, where a requirement has requirements of its own and lies beyond a key that is not at hand.
 */
export function findUnmet(draft: Draft, node: PlanNode | undefined): string | undefined {
  if (!node) return undefined;
  if (node.kind === 'Sequence' || node.kind === 'Parallel') return node.nodes.map((one) => findUnmet(draft, one)).find((found) => found !== undefined);
  if (node.kind === 'Flatten') return findUnmet(draft, node.node);
  if (node.kind !== 'Fetch' || !node.requires) return undefined;
  const sent = (typename: string) => (node.requires ?? []).flatMap((one) => (one.kind === 'InlineFragment' && one.typeCondition === typename ? one.selections : []))
    .flatMap((one) => (one.kind === 'Field' ? [one.alias ?? one.name] : []));
  const search = ({ selections }: SelectionSetNode, typename: string | undefined): string | undefined => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const found = search(selection.selectionSet, selection.typeCondition?.name.value ?? typename);
        if (found) return found;
      } else if (selection.kind === Kind.FIELD && typename) {
        const requires = getType(draft, typename)?.fields.find(({ name, requires: own, places }) =>
          own !== undefined && name === selection.name.value && places.some(({ subgraph }) => subgraph === node.serviceName))?.requires;
        if (requires && !fieldNames(requires.replaceAll(/\([^)]*\)/g, '')).every((name) => sent(typename).includes(name))) return `${typename}.${selection.name.value} of ${node.serviceName}`;
      }
    }
    return undefined;
  };
  for (const definition of parse(node.operation).definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const [entities] = definition.selectionSet.selections;
    const found = entities?.kind === Kind.FIELD && entities.selectionSet ? search(entities.selectionSet, undefined) : undefined;
    if (found) return found;
  }
  return undefined;
}
