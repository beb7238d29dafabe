import {
  isAbstractType, isInterfaceType, isObjectType, Kind, typeFromAST, TypeInfo, visit, visitWithTypeInfo,
  type DocumentNode, type FragmentDefinitionNode, type GraphQLAbstractType, type GraphQLObjectType, type GraphQLSchema, type InlineFragmentNode,
  type NamedTypeNode, type SelectionNode, type SelectionSetNode,
} from 'graphql';

/** Interfaces that some subgraph knows only as one type of object, with none of the types that implement them. */
export function collectInterfaceObjects(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const isObjectSomewhere = definition.directives?.some(({ name, arguments: args }) => name.value === 'join__type'
      && args?.some((argument) => argument.name.value === 'isInterfaceObject' && argument.value.kind === Kind.BOOLEAN && argument.value.value));
    if (isObjectSomewhere) names.add(definition.name.value);
  }
  return names;
}

interface Fragment {
  readonly typeCondition?: NamedTypeNode | undefined;
  readonly selectionSet: SelectionSetNode;
}

/**
 * Says of fragments on interface objects what they come to: the planner fails on conditions that the
 * subgraph of the interface object does not know ("We should have an edge from … for __typename").
 * A condition that always holds is dropped, and one that is neither type nor interface itself becomes
 * the types that it covers, each with what is asked of it.
 */
export function narrowFragments(document: DocumentNode, schema: GraphQLSchema, interfaceObjects: ReadonlySet<string>): DocumentNode {
  if (interfaceObjects.size === 0) return document;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const typeInfo = new TypeInfo(schema);

  /** The selections of one type of object, without the fragments around them. */
  const selectionsOf = ({ selections }: SelectionSetNode, type: GraphQLObjectType): readonly SelectionNode[] => selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) return [];
    const condition = fragment.typeCondition && typeFromAST(schema, fragment.typeCondition);
    const applies = !condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
    return applies ? selectionsOf(fragment.selectionSet, type) : [];
  });

  const narrow = ({ typeCondition, selectionSet }: Fragment): InlineFragmentNode | null | undefined => {
    const parent = typeInfo.getParentType();
    if (!isInterfaceType(parent) || !interfaceObjects.has(parent.name) || !typeCondition) return undefined;
    const condition = typeFromAST(schema, typeCondition);
    // Dropping a condition around it may have left a fragment where it can never apply.
    if (!isAbstractType(condition)) return isObjectType(condition) && schema.isSubType(parent, condition) ? undefined : null;
    if (condition === parent || schema.isSubType(condition, parent)) return { kind: Kind.INLINE_FRAGMENT, selectionSet };
    const selections = commonTypes(schema, parent, condition).flatMap((type): readonly InlineFragmentNode[] => {
      const below = selectionsOf(selectionSet, type);
      return below.length === 0 ? [] : [{ kind: Kind.INLINE_FRAGMENT, typeCondition: toNamedType(type), selectionSet: toSelectionSet(below) }];
    });
    return selections.length === 0 ? null : { kind: Kind.INLINE_FRAGMENT, selectionSet: toSelectionSet(selections) };
  };

  return visit(document, visitWithTypeInfo(typeInfo, {
    InlineFragment: (node) => narrow(node),
    FragmentSpread: ({ name }) => {
      const fragment = fragments.get(name.value);
      return fragment && narrow(fragment);
    },
  }));
}

const toSelectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });

const toNamedType = ({ name: value }: GraphQLObjectType): NamedTypeNode => ({ kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value } });

function commonTypes(schema: GraphQLSchema, one: GraphQLAbstractType, other: GraphQLAbstractType): readonly GraphQLObjectType[] {
  const possible = new Set(schema.getPossibleTypes(other));
  return schema.getPossibleTypes(one).filter((type) => possible.has(type));
}
