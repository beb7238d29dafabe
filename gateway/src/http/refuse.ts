import { ERRORS, type ErrorCode } from '@sizhu/contract';
import { GraphQLError } from 'graphql';

/** A request that is turned away as a whole. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly errors: readonly GraphQLError[], readonly status: number, readonly headers: Readonly<Record<string, string>> = {}) {
    super(errors[0]?.message);
  }
}

export function refuse(code: ErrorCode, message: string, status: number = ERRORS[code].status): Refusal {
  return new Refusal([new GraphQLError(message, { extensions: { code } })], status);
}
