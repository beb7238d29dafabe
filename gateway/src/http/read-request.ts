import type { FastifyRequest } from 'fastify';
import { refuse } from './refuse.js';

export interface AskedOperation {
  readonly query: string | undefined;
  /** In place of the document: the id under which it is trusted. */
  readonly documentId: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Reads what a client asks: one operation, or a list of what is yet to be read. Throws a refusal where it is no GraphQL request.
 *
 * See https://graphql.github.io/graphql-over-http/draft/#sec-Request
 */
export function readRequest({ method, query, body, headers }: Pick<FastifyRequest, 'method' | 'query' | 'body' | 'headers'>): AskedOperation | readonly unknown[] {
  if (method === 'GET') return toOperation(decodeMaps(query as Parameters));
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) throw refuse('BAD_REQUEST', 'Send a body of content-type application/json.', 415);
  return Array.isArray(body) ? body as readonly unknown[] : readOne(body);
}

/** One request of a body. */
export function readOne(body: unknown): AskedOperation {
  if (!isMap(body)) throw refuse('BAD_REQUEST', 'The body is no JSON object.');
  return toOperation(body);
}

/** In a URL, maps are JSON. */
function decodeMaps(parameters: Parameters): Parameters {
  const decoded: Record<string, unknown> = { ...parameters };
  for (const name of ['variables', 'extensions']) {
    const text = parameters[name];
    if (text === undefined || text === '') {
      decoded[name] = undefined;
      continue;
    }
    try {
      decoded[name] = JSON.parse(isText(text) ? text : '');
    } catch {
      throw refuse('BAD_REQUEST', `${name}: is no JSON.`);
    }
  }
  return decoded;
}

function toOperation({ query, documentId, operationName, variables, extensions }: Parameters): AskedOperation {
  return {
    query: check('query', query, isText, 'a string'),
    documentId: check('documentId', documentId, isText, 'a string'),
    operationName: check('operationName', operationName, isText, 'a string'),
    variables: check('variables', variables, isMap, 'an object'),
    extensions: check('extensions', extensions, isMap, 'an object'),
  };
}

function check<T>(name: string, value: unknown, is: (value: unknown) => value is T, what: string): T | undefined {
  if (value === undefined || value === null) return undefined;
  if (!is(value)) throw refuse('BAD_REQUEST', `${name}: is not ${what}.`);
  return value;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isMap = (value: unknown): value is Parameters => typeof value === 'object' && value !== null && !Array.isArray(value);
