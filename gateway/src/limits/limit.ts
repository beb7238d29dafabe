import type { ErrorCode } from '@sizhu/contract';
import { GraphQLError, type DocumentNode } from 'graphql';

/** Refuses a document that is too large in one way; undefined when it is not. */
export type Limit = (document: DocumentNode, most: number) => GraphQLError | undefined;

export const defineLimit = (code: ErrorCode, of: string, measure: (document: DocumentNode) => number): Limit => (document, most) => {
  const size = measure(document);
  if (size <= most) return undefined;
  return new GraphQLError(`The document has ${size} ${of}; at most ${most} are taken.`, { extensions: { code } });
};
