export interface ErrorDefinition {
  /** HTTP status that fits when the whole request fails with it. */
  readonly status: number;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  readonly text: string;
}

/** Every code that a client may meet. Never rename one: clients branch on it. */
export const ERRORS = {
  BAD_USER_INPUT: { status: 400, retryable: false, text: 'An argument is not acceptable; the message names it and the remedy.' },
  GRAPHQL_PARSE_FAILED: { status: 400, retryable: false, text: 'The document is not GraphQL.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, retryable: false, text: 'The document does not fit the schema.' },
  OPERATION_RESOLUTION_FAILURE: { status: 400, retryable: false, text: 'The document holds several operations and none, or an unknown one, was named.' },
  BAD_REQUEST: { status: 400, retryable: false, text: 'The HTTP request is not a GraphQL request.' },
  UPLOADS_OFF: { status: 415, retryable: false, text: 'Files are not taken.' },
  REQUEST_TOO_LARGE: { status: 413, retryable: false, text: 'The body of the request has too many bytes.' },
  TOO_MANY_TOKENS: { status: 400, retryable: false, text: 'The document has too many tokens.' },
  TOO_MANY_SELECTIONS: { status: 400, retryable: false, text: 'The document unfolds to too many selections.' },
  DOCUMENT_TOO_DEEP: { status: 400, retryable: false, text: 'The document goes too many fields deep.' },
  TOO_MANY_ROOT_FIELDS: { status: 400, retryable: false, text: 'The document asks for too many root fields.' },
  TOO_MANY_ALIASES: { status: 400, retryable: false, text: 'The document has too many aliases.' },
  TOO_MANY_DIRECTIVES: { status: 400, retryable: false, text: 'The document has too many directives.' },
  TOO_MANY_STREAMS: { status: 429, retryable: true, text: 'Too many operations run on one connection, or too many connections are open.' },
  TOO_MANY_VALUES: { status: 400, retryable: false, text: 'The variables hold too many values.' },
  COST_TOO_HIGH: { status: 400, retryable: false, text: 'The operation may bring too much.' },
  PLANNING_TOO_LONG: { status: 400, retryable: false, text: 'The document takes too long to plan.' },
  PLANNING_BUSY: { status: 503, retryable: true, text: 'Too many large documents wait to be planned.' },
  PERSISTED_QUERY_NOT_FOUND: { status: 200, retryable: true, text: 'The hash is not known yet: send the document once with it.' },
  PERSISTED_QUERY_NOT_SUPPORTED: { status: 200, retryable: false, text: 'Persisted queries are off: send the document.' },
  DOCUMENT_ID_UNKNOWN: { status: 400, retryable: false, text: 'The client has no trusted document of this id.' },
  DOCUMENT_ID_AND_BODY: { status: 400, retryable: false, text: 'The request names a document in two ways.' },
  DOCUMENT_HASH_MISMATCH: { status: 400, retryable: false, text: 'The hash is that of another document.' },
  DOCUMENT_NOT_TRUSTED: { status: 400, retryable: false, text: 'Only trusted documents are run, by their id.' },
  DOCUMENT_IDS_OFF: { status: 400, retryable: false, text: 'Documents are not taken by id here.' },
  BATCHES_OFF: { status: 400, retryable: false, text: 'A list of operations is not taken here.' },
  BATCH_TOO_LARGE: { status: 400, retryable: false, text: 'The list holds too many operations.' },
  SUBGRAPH_UNAVAILABLE: { status: 502, retryable: true, text: 'A pillar did not answer.' },
  SUBGRAPH_TIMEOUT: { status: 504, retryable: true, text: 'A pillar did not answer in time.' },
  SUBGRAPH_OVERLOADED: { status: 503, retryable: true, text: 'Too many requests wait for a pillar.' },
  SUBGRAPH_BAD_ANSWER: { status: 502, retryable: false, text: 'A pillar answered what is no GraphQL response, or more than is taken.' },
  SUBGRAPH_CREDENTIAL_REFUSED: { status: 401, retryable: false, text: 'The subgraph answers only a gateway whose key it knows.' },
  AUDIT_UNAVAILABLE: { status: 503, retryable: true, text: 'What is to be changed cannot be written down in the audit log, so nothing was changed.' },
  INTERNAL_SERVER_ERROR: { status: 500, retryable: false, text: 'Something failed inside the hub. The request id finds it in the log.' },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof ERRORS;
