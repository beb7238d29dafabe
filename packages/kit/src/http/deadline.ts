import { DEADLINE_HEADER, ERRORS } from '@sizhu/contract';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { AsyncLocalStorage } from 'node:async_hooks';

/** By when the work of a request is of use, in milliseconds of `performance.now()`. */
const deadlines = new AsyncLocalStorage<number>();

/** Runs `work` with so many milliseconds left for it. */
export const withDeadline = <T>(leftMs: number, work: () => T): T => deadlines.run(performance.now() + leftMs, work);

/** How long the request under way is still waited for, 0 and less when it is not; undefined when nobody said. */
export function deadlineLeftMs(): number | undefined {
  const deadline = deadlines.getStore();
  return deadline === undefined ? undefined : deadline - performance.now();
}

/** Nobody waits any more. This is no fault: whoever asked has been answered without. */
export const deadlineOver = (): GraphQLError =>
  new GraphQLError(ERRORS.SUBGRAPH_TIMEOUT.text, { extensions: { code: 'SUBGRAPH_TIMEOUT', retryable: ERRORS.SUBGRAPH_TIMEOUT.retryable } });

/** Heeds what the gateway says of its deadline in the calls of `app`. A value that is none is no deadline. */
export function heedDeadline(app: FastifyInstance): void {
  // After the body has been read: only from here on does all that follows belong to the request.
  app.addHook('preHandler', (request, _reply, done) => {
    const left = request.headers[DEADLINE_HEADER];
    if (typeof left === 'string' && /^\d{1,7}$/.test(left)) withDeadline(Number(left), done);
    else done();
  });
}
