import { ERRORS } from '@sizhu/contract';
import type { FastifyError } from 'fastify';
import { GraphQLError } from 'graphql';
import { isKnownCode } from '../execution/format-error.js';
import { Refusal, refuse } from './refuse.js';

/** What was refused, by us or by fastify before it came to us; or what went wrong inside. */
export function toRefusal(error: Error): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof GraphQLError) {
    const { code } = error.extensions;
    return new Refusal([error], isKnownCode(code) ? ERRORS[code].status : 500);
  }
  const { code, statusCode = 500 } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('REQUEST_TOO_LARGE', ERRORS.REQUEST_TOO_LARGE.text);
  if (statusCode < 500) return refuse('BAD_REQUEST', `${ERRORS.BAD_REQUEST.text} ${error.message}`, statusCode);
  return new Refusal([new GraphQLError(error.message, { originalError: error })], 500);
}
