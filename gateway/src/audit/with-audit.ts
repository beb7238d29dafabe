import { ERRORS, type ErrorCode } from '@sizhu/contract';
import type { AuditLog, Log } from '@sizhu/kit';
import { getOperationAST, GraphQLError, Kind, OperationTypeNode, print, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { createHash, randomUUID } from 'node:crypto';
import type { Engine, OperationRequest } from '../execution/create-executor.js';

/** By `write`, only queries are answered. */
type Answering = Pick<Engine, 'execute' | 'write' | 'subscribe'>;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/**
 * Writes every mutation down, at whichever door it comes in: before it is executed, and when it has ended. What cannot
 * be written down is not executed. The log holds hashes of what was sent and answered, never the values.
 */
export function withAudit(engine: Answering, audit: AuditLog, log: Log): Answering {
  const documents = new WeakMap<DocumentNode, string>();
  const hashOfDocument = (document: DocumentNode): string => {
    const known = documents.get(document) ?? hashOf(print(document));
    documents.set(document, known);
    return known;
  };

  async function change(request: OperationRequest, operation: OperationDefinitionNode): ReturnType<Engine['execute']> {
    const id = randomUUID();
    const begun = {
      at: new Date().toISOString(), kind: 'MUTATION', phase: 'BEGUN', id, fields: namesOf(operation),
      operation: hashOfDocument(request.document), variables: hashOf(JSON.stringify(request.variables ?? {})),
    };
    await audit.append(begun).catch((error: unknown) => {
      log.error({ err: error }, 'The audit log cannot be written: changes are refused.');
      throw new GraphQLError(ERRORS.AUDIT_UNAVAILABLE.text, { extensions: { code: 'AUDIT_UNAVAILABLE' satisfies ErrorCode } });
    });
    const answer = await engine.execute(request);
    const codes = [...new Set((answer.errors ?? []).map(({ extensions }) => String(extensions['code'])))];
    const ended = { at: new Date().toISOString(), kind: 'MUTATION', phase: 'ENDED', id, codes, answer: hashOf(JSON.stringify(answer.data ?? null)) };
    // The change is made: its answer does not wait. Where the log breaks off here, a BEGUN without its ENDED tells of it.
    void audit.append(ended).catch((error: unknown) => log.error({ err: error, id }, 'The end of a change could not be written to the audit log.'));
    return answer;
  }

  return {
    ...engine,
    execute: async (request) => {
      const operation = getOperationAST(request.document, request.operationName);
      return operation?.operation === OperationTypeNode.MUTATION ? change(request, operation) : engine.execute(request);
    },
  };
}

/** Which changes were asked for. Fragments at the root are rare, and stand in the document whose hash is kept. */
const namesOf = ({ selectionSet }: OperationDefinitionNode): string[] =>
  selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));
