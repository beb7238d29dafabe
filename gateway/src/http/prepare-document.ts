import type { ErrorCode } from '@sizhu/contract';
import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { findBrokenLimit, type Limits } from '../limits/index.js';
import { Refusal, refuse } from './refuse.js';

/** Parses, measures and validates a document. Throws a refusal where it cannot be run. */
export type PrepareDocument = (query: string) => DocumentNode;

const MAX_CACHED_DOCUMENTS = 1_000;

/** What came out for a document is kept, least recently used first out; what is refused is not. */
export function createPreparer(schema: GraphQLSchema, limits: Limits): PrepareDocument {
  const prepared = new Map<string, DocumentNode>();
  return (query) => {
    let document = prepared.get(query);
    if (document) {
      prepared.delete(query);
    } else {
      document = prepare(query, schema, limits);
      if (prepared.size >= MAX_CACHED_DOCUMENTS) prepared.delete(prepared.keys().next().value as string);
    }
    prepared.set(query, document);
    return document;
  };
}

function prepare(query: string, schema: GraphQLSchema, limits: Limits): DocumentNode {
  const document = parseWithin(query, limits);
  const broken = findBrokenLimit(document, limits);
  if (broken) throw new Refusal([broken], 400);
  const errors = validate(schema, document);
  if (errors.length > 0) throw new Refusal(errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')), 400);
  return document;
}

function parseWithin(query: string, { tokens }: Limits): DocumentNode {
  try {
    return parse(query, { maxTokens: tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes(`more that ${tokens} tokens`) || error.message.includes(`more than ${tokens} tokens`)) {
      throw refuse('TOO_MANY_TOKENS', `The document has more than ${tokens} tokens.`);
    }
    throw new Refusal([withCode(error, 'GRAPHQL_PARSE_FAILED')], 400);
  }
}

const withCode = ({ message, nodes, source, positions }: GraphQLError, code: ErrorCode): GraphQLError =>
  new GraphQLError(message, { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, extensions: { code } });
