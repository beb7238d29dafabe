import type { ErrorCode } from '@sizhu/contract';
import { GraphQLError } from 'graphql';

/** A refusal of what the client sent. `argument` names the field as the client wrote it. */
export const inputError = (argument: string, message: string): GraphQLError =>
  new GraphQLError(`${argument}: ${message}`, { extensions: { code: 'BAD_USER_INPUT' satisfies ErrorCode, argument } });
