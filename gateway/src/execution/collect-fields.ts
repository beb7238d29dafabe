import {
  doTypesOverlap, getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, isAbstractType, isCompositeType, isInterfaceType, Kind, typeFromAST,
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

export interface CollectedFields {
  readonly fields: ReadonlyMap<string, readonly FieldNode[]>;
  /** Whether a fragment was left out that could apply if more were known of an interface's object. */
  readonly leftOpen: boolean;
}

/**
 * The fields to answer with for an object of one type, by response key in order of appearance.
 *
 * See https://spec.graphql.org/draft/#CollectFields()
 */
export function collectFields(
  selecting: Selecting, type: SelectedType, selectionSets: readonly SelectionSetNode[],
): CollectedFields {
  let leftOpen = false;
  const groups = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const enter = (typeCondition: NamedTypeNode | undefined, selectionSet: SelectionSetNode): void => {
    if (applies(selecting, typeCondition, type)) collect(selectionSet);
    else if (isInterfaceType(type) && overlaps(selecting, typeCondition, type)) leftOpen = true;
  };
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
        enter(selection.typeCondition, selection.selectionSet);
        continue;
      }
      const fragment = selecting.fragments.get(selection.name.value);
      if (!fragment || visited.has(selection.name.value)) continue;
      visited.add(selection.name.value);
      enter(fragment.typeCondition, fragment.selectionSet);
    }
  };
  selectionSets.forEach(collect);
  return { fields: groups, leftOpen };
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

function overlaps({ schema }: Selecting, typeCondition: NamedTypeNode | undefined, type: SelectedType): boolean {
  const condition = typeCondition && typeFromAST(schema, typeCondition);
  return isCompositeType(condition) && doTypesOverlap(schema, condition, type);
}
