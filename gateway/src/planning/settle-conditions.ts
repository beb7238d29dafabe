import { Kind, visit, type DirectiveNode, type DocumentNode, type FieldNode, type FragmentSpreadNode, type InlineFragmentNode } from 'graphql';

export type Conditions = Readonly<Record<string, unknown>>;

/** The variables on which it depends whether something is answered at all, and whether later. */
export function findConditions(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      if (!isCondition(directive) && directive.name.value !== 'defer') return;
      for (const { value } of directive.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/**
 * The document with only what is asked for when its conditions have these values. The planner would
 * let a field's requirement be skipped together with another field's, and then nobody could be asked
 * for the first.
 *
 * See https://spec.graphql.org/draft/#sec--skip
 */
export function settleConditions(document: DocumentNode, variables: Conditions): DocumentNode {
  const settle = <Node extends FieldNode | InlineFragmentNode | FragmentSpreadNode>(node: Node): Node | null | undefined => {
    if (!node.directives?.some(isCondition)) return undefined;
    const isLeftOut = node.directives.some((directive) => isCondition(directive) && valueOf(directive, variables) === (directive.name.value === 'skip'));
    return isLeftOut ? null : { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) };
  };
  return visit(document, { Field: settle, InlineFragment: settle, FragmentSpread: settle });
}

const isCondition = ({ name: { value } }: DirectiveNode): boolean => value === 'skip' || value === 'include';

function valueOf({ arguments: args = [] }: DirectiveNode, variables: Conditions): unknown {
  const value = args.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value];
  return value?.kind === Kind.BOOLEAN && value.value;
}

/** Objects of which nothing is asked are still looked for. */
export const fillEmptySelections = (document: DocumentNode): DocumentNode => visit(document, {
  SelectionSet: {
    leave: (node) => (node.selections.length > 0 ? undefined
      : { ...node, selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }] }),
  },
});
