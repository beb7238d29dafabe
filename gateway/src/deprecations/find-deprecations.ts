import {
  getNamedType, isInputObjectType, Kind, TypeInfo, visit, visitWithTypeInfo,
  type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, type OperationDefinitionNode,
} from 'graphql';
import { readReason, type Deprecation } from './read-reason.js';

/**
 * What an operation touches that is deprecated: fields, arguments, fields of inputs and values of enums
 * that stand in the document. What stands in variables is not looked at. Undefined where nothing is.
 */
export function findDeprecations(document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema): Deprecation | undefined {
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  const reasons = new Set<string>();
  const note = (definition: { readonly deprecationReason?: string | null | undefined } | null | undefined) => {
    if (typeof definition?.deprecationReason === 'string') reasons.add(definition.deprecationReason);
  };
  const seen = new Set<string>();
  const look = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    const typeInfo = new TypeInfo(schema);
    visit(node, visitWithTypeInfo(typeInfo, {
      Field: () => note(typeInfo.getFieldDef()),
      Argument: () => note(typeInfo.getArgument()),
      EnumValue: () => note(typeInfo.getEnumValue()),
      ObjectField: ({ name }) => {
        const input = getNamedType(typeInfo.getParentInputType());
        if (isInputObjectType(input)) note(input.getFields()[name.value]);
      },
      FragmentSpread: ({ name: { value: name } }) => {
        const fragment = fragments.get(name);
        if (!fragment || seen.has(name)) return;
        seen.add(name);
        look(fragment);
      },
    }));
  };
  look(operation);
  return reasons.size === 0 ? undefined : joinDeprecations([...reasons].map(readReason));
}

/** The earliest of all moments, and all links. */
export function joinDeprecations(deprecations: readonly Deprecation[]): Deprecation {
  const ends = deprecations.flatMap(({ until }) => until ?? []);
  return {
    since: Math.min(...deprecations.map(({ since }) => since)),
    until: ends.length === 0 ? null : Math.min(...ends),
    links: [...new Set(deprecations.flatMap(({ links }) => links))],
  };
}
