import type { FastifyRequest } from 'fastify';
import { refuse } from './refuse.js';

export interface AskedOperation {
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Reads what a client asks. Throws a refusal where it is no GraphQL request.
 *
 * See https://graphql.github.io/graphql-over-http/draft/#sec-Request
 */
export function readRequest({ method, query, body, headers }: Pick<FastifyRequest, 'method' | 'query' | 'body' | 'headers'>): AskedOperation {
  return method === 'GET' ? toOperation(decodeMaps(query as Parameters)) : toOperation(readBody(body, headers['content-type']));
}

function readBody(body: unknown, contentType: string | undefined): Parameters {
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? '')) throw refuse('BAD_REQUEST', 'Send a body of content-type application/json.', 415);
  if (!isMap(body)) throw refuse('BAD_REQUEST', 'The body is no JSON object.');
  return body;
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

function toOperation({ query, operationName, variables, extensions }: Parameters): AskedOperation {
  return {
    query: check('query', query, isText, 'a string'),
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
