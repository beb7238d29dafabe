import { executeSync, Kind, type DocumentNode, type FieldNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Data } from './write-completion.js';

export type Introspect = (sent: Readonly<Record<string, unknown>>) => Data | undefined;

const ROOTS: readonly string[] = ['__schema', '__type'];

/**
 * Compiles the part of an operation that asks for the schema itself: no subgraph knows all of it.
 *
 * See https://spec.graphql.org/draft/#sec-Schema-Introspection
 */
export function compileIntrospection(
  schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, rootFields: ReadonlyMap<string, readonly FieldNode[]>,
): Introspect | undefined {
  const selections = [...rootFields.values()].flat().filter(({ name }) => ROOTS.includes(name.value));
  if (selections.length === 0) return undefined;
  const asked: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } },
      ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
    ],
  };
  const ask: Introspect = (sent) => {
    const { data, errors } = executeSync({ schema, document: asked, variableValues: sent });
    if (!data) throw errors?.[0] ?? new Error('The schema could not be asked for.');
    return data;
  };
  if (operation.variableDefinitions?.length) return ask;
  let known: Data | undefined;
  return () => (known ??= ask({}));
}
