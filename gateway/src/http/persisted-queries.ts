import { createHash } from 'node:crypto';
import type { AskedOperation } from './read-request.js';
import { refuse } from './refuse.js';

const MAX_KNOWN = 1_000;

/**
 * Automatic persisted queries: a client sends the hash of a document, and the document itself only when
 * the hash is not known yet.
 *
 * See https://www.apollographql.com/docs/apollo-server/performance/apq
 */
export function createPersistedQueries(): (asked: AskedOperation) => string {
  const known = new Map<string, string>();
  return ({ query, extensions }) => {
    const hash = readHash(extensions?.persistedQuery);
    if (hash === undefined) {
      if (query === undefined) throw refuse('BAD_REQUEST', 'query: is missing.');
      return query;
    }
    if (query === undefined) {
      const document = known.get(hash);
      if (document === undefined) throw refuse('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
      return document;
    }
    if (createHash('sha256').update(query).digest('hex') !== hash) throw refuse('BAD_REQUEST', 'extensions.persistedQuery.sha256Hash: is not the hash of the query.');
    if (known.size >= MAX_KNOWN) known.delete(known.keys().next().value as string);
    known.set(hash, query);
    return query;
  };
}

function readHash(persistedQuery: unknown): string | undefined {
  if (typeof persistedQuery !== 'object' || persistedQuery === null) return undefined;
  const { version, sha256Hash } = persistedQuery as Readonly<Record<string, unknown>>;
  if (version !== 1 || typeof sha256Hash !== 'string') throw refuse('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  return sha256Hash;
}
