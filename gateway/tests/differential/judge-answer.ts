import { executeSync, Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ComparableAnswer } from './compare-answers.js';

/** The document with the name of every object's type asked for. */
export const withTypenames = (document: DocumentNode): DocumentNode => visit(document, {
  SelectionSet: { leave: (node) => ({ ...node, selections: [...node.selections, { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }] }) },
});

/** What is wrong with an answer by the schema alone: it is read again as data, and nothing may change. */
export function findIllFormed(schema: GraphQLSchema, { document, variables }: { readonly document: DocumentNode; readonly variables: Readonly<Record<string, unknown>> }, { data, errors }: ComparableAnswer): string | undefined {
  if (data === null) return errors?.length ? undefined : 'nothing, and no word why';
  const again = executeSync({
    schema, document, variableValues: variables, rootValue: data,
    fieldResolver: (source: Record<string, unknown>, _args, _context, { path }) => (Object.hasOwn(source, path.key) ? source[path.key] : undefined),
  });
  return JSON.stringify(again.data) === JSON.stringify(data) ? undefined : `${JSON.stringify(data)}\nread again: ${JSON.stringify(again.data)} ${again.errors?.map(({ message }) => message).join()}`;
}

interface Judging {
  readonly errors: ComparableAnswer['errors'];
  /** Whether whatever is missing must have been told. */
  readonly isTold: boolean;
}

/** What an answer says that is not so, or leaves out without a word. */
export function findUntruth(ours: unknown, truth: unknown, judging: Judging, path: readonly (string | number)[] = []): string | undefined {
  if (ours === truth) return undefined;
  const at = path.join('.');
  if (ours === null) return judging.isTold && !isTold(path, judging.errors) ? `${at} is missing, and nobody says why` : undefined;
  if (typeof ours !== 'object' || typeof truth !== 'object' || truth === null) return `${at} is ${JSON.stringify(ours)}, and not ${JSON.stringify(truth)}`;
  if (Array.isArray(ours) !== Array.isArray(truth) || (Array.isArray(ours) && ours.length !== (truth as unknown[]).length)) return `${at} is another list`;
  for (const [key, value] of Object.entries(ours)) {
    const found = findUntruth(value, (truth as Record<string, unknown>)[key], judging, [...path, Array.isArray(ours) ? Number(key) : key]);
    if (found) return found;
  }
  return undefined;
}

const isTold = (path: readonly (string | number)[], errors: ComparableAnswer['errors'] = []): boolean =>
  errors.some((error) => error.path === undefined || path.every((key, at) => at >= (error.path?.length ?? 0) || error.path?.[at] === key));
