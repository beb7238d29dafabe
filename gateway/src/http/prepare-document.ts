import type { ErrorCode } from '@sizhu/contract';
import { GraphQLError, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { findBrokenLimit, type Limits } from '../limits/index.js';
import { DEFER_RULES } from './defer-rules.js';
import { Refusal, refuse } from './refuse.js';

/** Parses, measures and validates a document. Throws a refusal where it cannot be run. */
export type PrepareDocument = (query: string) => DocumentNode;

export interface Preparer {
  readonly prepare: PrepareDocument;
  /** What is kept, most recently used first. */
  readonly kept: () => readonly (readonly [query: string, document: DocumentNode])[];
}

export interface PrepareOptions {
  readonly limits: Limits;
  /** Whether clients may ask for the schema, and are told which names come close to a wrong one. */
  readonly introspection: boolean;
}

const MAX_CACHED_DOCUMENTS = 1_000;

/** What came out for a document is kept, least recently used first out; what is refused is not. */
export function createPreparer(schema: GraphQLSchema, options: PrepareOptions): Preparer {
  const prepared = new Map<string, DocumentNode>();
  return {
    prepare: (query) => {
      let document = prepared.get(query);
      if (document) {
        prepared.delete(query);
      } else {
        document = prepare(query, schema, options);
        if (prepared.size >= MAX_CACHED_DOCUMENTS) prepared.delete(prepared.keys().next().value as string);
      }
      prepared.set(query, document);
      return document;
    },
    kept: () => [...prepared].reverse(),
  };
}

const RULES = [...specifiedRules, ...DEFER_RULES];
const WITHOUT_INTROSPECTION = [...RULES, NoSchemaIntrospectionCustomRule];

function prepare(query: string, schema: GraphQLSchema, { limits, introspection }: PrepareOptions): DocumentNode {
  const document = parseWithin(query, limits);
  const broken = findBrokenLimit(document, limits);
  if (broken) throw new Refusal([broken], 400);
  const errors = validate(schema, document, introspection ? RULES : WITHOUT_INTROSPECTION);
  if (errors.length > 0) throw new Refusal(errors.map((error) => withCode(introspection ? error : withoutSuggestion(error), 'GRAPHQL_VALIDATION_FAILED')), 400);
  return document;
}

/** A suggestion tells names of a schema that is not to be told. */
const withoutSuggestion = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message.replace(/ Did you mean .*$/s, ''), { nodes: error.nodes ?? null, source: error.source ?? null, positions: error.positions ?? null });

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
