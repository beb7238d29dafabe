import { BREAK, Kind, visit, type DirectiveNode, type DocumentNode, type FragmentSpreadNode, type InlineFragmentNode } from 'graphql';
import type { Conditions } from './settle-conditions.js';

export const isDefer = ({ name }: DirectiveNode): boolean => name.value === 'defer';

export function hasDefers(document: DocumentNode): boolean {
  let isFound = false;
  visit(document, {
    Directive: (directive) => {
      if (!isDefer(directive)) return undefined;
      isFound = true;
      return BREAK;
    },
  });
  return isFound;
}

/** The document with `@defer` only where something is deferred with these values, and without its `if`; or without any. */
export function settleDefers(document: DocumentNode, variables: Conditions, isDeferring: boolean): DocumentNode {
  const settle = <Node extends InlineFragmentNode | FragmentSpreadNode>(node: Node): Node | undefined => {
    if (!node.directives?.some(isDefer)) return undefined;
    return { ...node, directives: node.directives.flatMap((directive) => {
      if (!isDefer(directive)) return [directive];
      return isDeferring && isOn(directive, variables) ? [{ ...directive, arguments: directive.arguments?.filter(({ name }) => name.value !== 'if') ?? [] }] : [];
    }) };
  };
  return visit(document, { InlineFragment: settle, FragmentSpread: settle });
}

function isOn({ arguments: args = [] }: DirectiveNode, variables: Conditions): boolean {
  const value = args.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value] !== false;
  return value?.kind !== Kind.BOOLEAN || value.value;
}
