import { ERRORS, type ErrorCode } from '@sizhu/contract';
import type { GraphQLFormattedError } from 'graphql';

export const isKnownCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERRORS, code);

/** What a client may see of an error: a known code with its message, or nothing but that it happened. */
export function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message, path, locations, extensions } = formatted;
  const code = isKnownCode(extensions?.code) ? extensions.code : 'INTERNAL_SERVER_ERROR';
  const service = extensions?.service;
  return {
    message: code === 'INTERNAL_SERVER_ERROR' || code.startsWith('SUBGRAPH_') ? ERRORS[code].text : message,
    ...(path && { path }),
    ...(locations && { locations }),
    extensions: {
      code,
      retryable: ERRORS[code].retryable,
      ...(typeof service === 'string' && { service }),
      ...(typeof extensions?.argument === 'string' && { argument: extensions.argument }),
    },
  };
}
