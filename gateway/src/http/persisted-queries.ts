import { refuse } from './refuse.js';
import { sha256 } from './sha256.js';

const MAX_KNOWN = 1_000;

export interface PersistedQueries {
  /** The document of a hash, once it was sent with it. */
  find(hash: string): string | undefined;
  /** Keeps a document under its hash. Only under that: what is kept under a hash has it. */
  keep(hash: string, query: string): void;
}

/**
 * Automatic persisted queries: a client sends the hash of a document, and the document itself only when
 * the hash is not known yet. They are kept apart from trusted documents, and never become any.
 *
 * See https://www.apollographql.com/docs/apollo-server/performance/apq
 */
export function createPersistedQueries(): PersistedQueries {
  const known = new Map<string, string>();
  return {
    find: (hash) => known.get(hash),
    keep: (hash, query) => {
      if (known.has(hash)) return;
      checkHash(hash, query);
      if (known.size >= MAX_KNOWN) known.delete(known.keys().next().value as string);
      known.set(hash, query);
    },
  };
}

export function checkHash(hash: string, query: string): void {
  if (sha256(query) !== hash) throw refuse('DOCUMENT_HASH_MISMATCH', 'extensions.persistedQuery.sha256Hash: is not the hash of the query.');
}

/** The hash by which a client of Apollo's protocol names a document. */
export function readHash(persistedQuery: unknown): string | undefined {
  if (typeof persistedQuery !== 'object' || persistedQuery === null) return undefined;
  const { version, sha256Hash } = persistedQuery as Readonly<Record<string, unknown>>;
  if (version !== 1 || typeof sha256Hash !== 'string') throw refuse('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  return sha256Hash;
}
