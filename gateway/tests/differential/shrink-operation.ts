import { Kind, parse, print, validate, visit, type ASTNode, type DocumentNode, type GraphQLSchema, type SelectionNode } from 'graphql';

type StillFails = (document: DocumentNode) => Promise<boolean>;

/** Takes away from a failing operation whatever it fails without, piece by piece. */
export async function shrinkOperation(schema: GraphQLSchema, document: DocumentNode, stillFails: StillFails): Promise<DocumentNode> {
  let smallest = document;
  for (let at = 0; at < countPieces(smallest);) {
    const smaller = withoutPiece(smallest, at);
    const isValid = smaller !== undefined && print(smaller).length < print(smallest).length && validate(schema, smaller).length === 0;
    if (isValid && await stillFails(smaller)) smallest = smaller;
    else at += 1;
  }
  return smallest;
}

const PIECES: readonly string[] = [Kind.FIELD, Kind.INLINE_FRAGMENT, Kind.FRAGMENT_SPREAD, Kind.DIRECTIVE, Kind.ARGUMENT];

/** A field whose alias can go counts twice. */
function countPieces(document: DocumentNode): number {
  let count = 0;
  visit(document, { enter: (node) => { if (PIECES.includes(node.kind)) count += 1; } });
  return count * 2;
}

/** The document without its piece of that number, or with a lighter one in its place. */
function withoutPiece(document: DocumentNode, number: number): DocumentNode | undefined {
  let at = -1;
  const cut = visit(document, {
    enter: (node: ASTNode) => {
      if (!PIECES.includes(node.kind)) return undefined;
      at += 1;
      if (at !== Math.floor(number / 2)) return undefined;
      if (number % 2 === 0) return null;
      return node.kind === Kind.FIELD && node.alias ? { ...node, alias: undefined } : undefined;
    },
  });
  return tidy(cut);
}

/** Drops selection sets that have become empty, and fragments and variables that nothing uses. */
function tidy(document: DocumentNode): DocumentNode | undefined {
  try {
    let previous = '';
    let current = document;
    while (print(current) !== previous) {
      previous = print(current);
      current = dropUnused(current);
    }
    return parse(print(current), { noLocation: true });
  } catch {
    return undefined;
  }
}

function dropUnused(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    FragmentSpread: ({ name }) => { used.add(name.value); },
    OperationDefinition: { leave: () => undefined },
    VariableDefinition: () => false,
    Variable: ({ name }) => { used.add(`$${name.value}`); },
  });
  const defined = new Set(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [one.name.value] : [])));
  const isEmpty = (node: SelectionNode) => 'selectionSet' in node && node.selectionSet?.selections.length === 0;
  return visit(document, {
    FragmentDefinition: (node) => (!used.has(node.name.value) || node.selectionSet.selections.length === 0 ? null : undefined),
    VariableDefinition: ({ variable }) => (used.has(`$${variable.name.value}`) ? false : null),
    FragmentSpread: ({ name }) => (defined.has(name.value) ? undefined : null),
    Field: { leave: (node) => (isEmpty(node) ? null : undefined) },
    InlineFragment: { leave: (node) => (isEmpty(node) ? null : undefined) },
  });
}
