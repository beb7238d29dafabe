import {
  getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, isAbstractType, Kind, typeFromAST,
  type FieldNode, type FragmentDefinitionNode, type GraphQLInterfaceType, type GraphQLObjectType, type GraphQLSchema,
  type NamedTypeNode, type SelectionNode, type SelectionSetNode,
} from 'graphql';

export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An interface stands here for an object of which no subgraph said what it is. */
export type SelectedType = GraphQLObjectType | GraphQLInterfaceType;

export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * The fields to answer with for an object of one type, by response key in order of appearance.
 *
 * See https://spec.graphql.org/draft/#CollectFields()
 */
export function collectFields(
  selecting: Selecting, type: SelectedType, selectionSets: readonly SelectionSetNode[],
): CollectedFields {
  const groups = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const collect = (selectionSet: SelectionSetNode): void => {
    for (const selection of selectionSet.selections) {
      if (!isIncluded(selection, selecting.variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const group = groups.get(key);
        if (group) group.push(selection);
        else groups.set(key, [selection]);
        continue;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selecting, selection.typeCondition, type)) collect(selection.selectionSet);
        continue;
      }
      const fragment = selecting.fragments.get(selection.name.value);
      if (!fragment || visited.has(selection.name.value)) continue;
      visited.add(selection.name.value);
      if (applies(selecting, fragment.typeCondition, type)) collect(fragment.selectionSet);
    }
  };
  selectionSets.forEach(collect);
  return groups;
}

/** See https://spec.graphql.org/draft/#sec--skip */
function isIncluded(selection: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  if (!selection.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false;
}

function applies({ schema }: Selecting, typeCondition: NamedTypeNode | undefined, type: SelectedType): boolean {
  if (!typeCondition) return true;
  const condition = typeFromAST(schema, typeCondition);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}

/** Whether more or less were to be answered of an object of an interface if it were known of which type it is. */
export function isTypeDecisive(selecting: Selecting, type: GraphQLInterfaceType, selectionSets: readonly SelectionSetNode[]): boolean {
  const fields = collectFields(selecting, type, selectionSets);
  return selecting.schema.getPossibleTypes(type).some((possible) => {
    const others = collectFields(selecting, possible, selectionSets);
    return others.size !== fields.size || [...others].some(([key, nodes]) => fields.get(key)?.length !== nodes.length);
  });
}
