import { GraphQLError, Kind, OperationTypeNode, type ASTVisitor, type DirectiveNode, type ValidationContext, type ValidationRule } from 'graphql';
import { isDefer } from '../planning/settle-defers.js';

/**
 * A label is written in the document, and no other `@defer` has it: it is how a client tells parts apart.
 *
 * See https://github.com/graphql/graphql-spec/pull/742, "Defer And Stream Directive Labels Are Unique"
 */
const uniqueLabelsRule: ValidationRule = (context): ASTVisitor => {
  const labels = new Set<string>();
  return {
    Directive: (directive) => {
      const value = isDefer(directive) ? directive.arguments?.find(({ name }) => name.value === 'label')?.value : undefined;
      if (!value || value.kind === Kind.NULL) return;
      if (value.kind !== Kind.STRING) report(context, 'The label of @defer must be written in the document.', directive);
      else if (labels.has(value.value)) report(context, `The label ${JSON.stringify(value.value)} of @defer is not the only one.`, directive);
      else labels.add(value.value);
    },
  };
};

/**
 * The root fields of a mutation run one after another, and those of a subscription are one: neither can be later.
 *
 * See https://github.com/graphql/graphql-spec/pull/742, "Defer And Stream Directives Are Used On Valid Root Field"
 */
const noDeferAtRootRule: ValidationRule = (context): ASTVisitor => {
  const roots = [OperationTypeNode.MUTATION, OperationTypeNode.SUBSCRIPTION].map((operation) => context.getSchema().getRootType(operation)?.name);
  return {
    Directive: (directive) => {
      const parent = context.getParentType()?.name;
      if (isDefer(directive) && parent !== undefined && roots.includes(parent)) report(context, `@defer cannot stand at the root of ${parent}.`, directive);
    },
  };
};

const report = (context: ValidationContext, message: string, node: DirectiveNode): void => context.reportError(new GraphQLError(message, { nodes: node }));

export const DEFER_RULES: readonly ValidationRule[] = [uniqueLabelsRule, noDeferAtRootRule];
