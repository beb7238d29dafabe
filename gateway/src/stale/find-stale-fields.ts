import { createHash } from 'node:crypto';
import { Kind, OperationTypeNode, parse, print, visit, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** A field of a call that may be answered from what it was before. */
export interface StaleField {
  /** Of the entities that have it; undefined for a root field. */
  readonly typename: string | undefined;
  readonly responseKey: string;
  /** Tells fields apart that ask for something else: another selection, other arguments. */
  readonly id: string;
  /** Names of the variables that it is asked with. */
  readonly variables: readonly string[];
}

/** Whether a field may be; by the name of its type and its own. */
export type MayBeStale = (typename: string, field: string) => boolean;

/** Looks at what a subgraph is asked. */
export function findStaleFields(query: string, mayBeStale: MayBeStale): readonly StaleField[] {
  const document = parse(query, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation || operation.operation !== OperationTypeNode.QUERY) return [];
  const [first] = operation.selectionSet.selections;
  const entities = first?.kind === Kind.FIELD && first.name.value === '_entities' ? first.selectionSet : undefined;
  const found: StaleField[] = [];

  const collect = ({ selections }: SelectionSetNode, typename: string | undefined): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (mayBeStale(typename ?? 'Query', selection.name.value)) found.push(describe(selection, typename, fragments));
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment) collect(fragment.selectionSet, entities ? fragment.typeCondition?.name.value ?? typename : undefined);
    }
  };
  collect(entities ?? operation.selectionSet, undefined);
  return found;
}

function describe(field: FieldNode, typename: string | undefined, fragments: ReadonlyMap<string, FragmentDefinitionNode>): StaleField {
  const variables = new Set<string>();
  const used = new Map<string, FragmentDefinitionNode>();
  const look = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node as unknown as DocumentNode, {
      Variable: ({ name }) => { variables.add(name.value); },
      FragmentSpread: ({ name: { value: name } }) => {
        const fragment = fragments.get(name);
        if (!fragment || used.has(name)) return;
        used.set(name, fragment);
        look(fragment);
      },
    });
  };
  look(field);
  const text = [field, ...used.values()].map(print).join('\n');
  return {
    typename,
    responseKey: field.alias?.value ?? field.name.value,
    id: createHash('sha256').update(`${typename ?? ''} ${text}`).digest('base64url').slice(0, 24),
    variables: [...variables].sort(),
  };
}
