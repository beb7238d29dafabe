import { checkHash, createPersistedQueries, readHash } from './persisted-queries.js';
import type { AskedOperation } from './read-request.js';
import { refuse } from './refuse.js';
import type { TrustedDocuments } from './trusted-documents.js';

/** The text of the document that a client asks for, by itself or by an id. */
export type FindDocument = (asked: AskedOperation, client: string) => string;

/**
 * A document is named in one way only, so that nobody can let one be checked and another be run.
 *
 * See https://github.com/graphql/graphql-over-http/blob/persisted-documents/spec/Appendix%20A%20--%20Persisted%20Documents.md
 */
export function createDocumentFinder(trusted: TrustedDocuments): FindDocument {
  const persisted = createPersistedQueries();

  const getTrusted = (client: string, id: string): string => {
    const query = trusted.find(client, id);
    if (query === undefined) throw refuse('DOCUMENT_ID_UNKNOWN', `The client ${JSON.stringify(client)} has no document of this id.`);
    return query;
  };

  return ({ query, documentId, extensions }, client) => {
    const hash = readHash(extensions?.persistedQuery);
    if (documentId !== undefined) {
      if (query !== undefined || hash !== undefined) throw refuse('DOCUMENT_ID_AND_BODY', 'Send documentId, or the document, or its hash: one of them.');
      if (trusted.mode === 'off') throw refuse('DOCUMENT_IDS_OFF', 'documentId: no documents are trusted here; send the document.');
      return getTrusted(client, documentId);
    }
    if (hash === undefined) {
      if (query === undefined) throw refuse('BAD_REQUEST', 'query: is missing.');
      if (trusted.mode === 'only') throw refuse('DOCUMENT_NOT_TRUSTED', 'Only trusted documents are run: send documentId in place of the document.');
      return query;
    }
    if (trusted.mode === 'only') {
      if (query !== undefined) throw refuse('DOCUMENT_ID_AND_BODY', 'Only trusted documents are run: send the id without the document.');
      return getTrusted(client, hash);
    }
    if (query === undefined) {
      const known = (trusted.mode === 'allow' ? trusted.find(client, hash) : undefined) ?? persisted.find(hash);
      if (known === undefined) throw refuse('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
      return known;
    }
    checkHash(hash, query);
    persisted.keep(hash, query);
    return query;
  };
}
