import { Kind, parse, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode, type OperationDefinitionNode } from 'graphql';

export interface EntityKey {
  /** Names of its outermost fields. */
  readonly fields: readonly string[];
  /** Whether no field of it has fields of its own. */
  readonly isFlat: boolean;
}

/** The keys by which a subgraph finds an entity of a type. */
export type KeysOf = (service: string, typename: string) => readonly EntityKey[];

/** See https://specs.apollo.dev/join/v0.3/#@join__type */
export function collectEntityKeys(supergraph: DocumentNode): KeysOf {
  const services = new Map<unknown, unknown>();
  const keys = new Map<string, EntityKey[]>();
  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph') {
      for (const { name, directives } of definition.values ?? []) {
        for (const { name: service } of applied(directives, 'join__graph')) services.set(name.value, service);
      }
    }
  }
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { graph, key, resolvable } of applied(definition.directives, 'join__type')) {
      if (typeof key !== 'string' || resolvable === false) continue;
      const at = `${String(services.get(graph))} ${definition.name.value}`;
      keys.set(at, [...keys.get(at) ?? [], readKey(key)]);
    }
  }
  return (service, typename) => keys.get(`${service} ${typename}`) ?? [];
}

/** The arguments of every directive of this name. */
const applied = (directives: readonly ConstDirectiveNode[] | undefined, name: string): readonly Readonly<Record<string, unknown>>[] =>
  (directives ?? []).filter((directive) => directive.name.value === name).map(({ arguments: args = [] }) =>
    Object.fromEntries(args.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])));

function readKey(key: string): EntityKey {
  const { selections } = (parse(`{ ${key} }`).definitions[0] as OperationDefinitionNode).selectionSet;
  const fields = selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection] : []));
  return { fields: fields.map(({ name }) => name.value), isFlat: fields.every(({ selectionSet }) => !selectionSet) };
}
