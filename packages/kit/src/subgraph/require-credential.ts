import { ERRORS } from '@sizhu/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CredentialError, type CallVerifier } from '../credential/verify-call.js';
import type { Log } from '../log.js';

const { status, retryable, text } = ERRORS.SUBGRAPH_CREDENTIAL_REFUSED;
const REFUSAL = { errors: [{ message: text, extensions: { code: 'SUBGRAPH_CREDENTIAL_REFUSED', retryable } }] };

/**
 * Lets only calls of the gateway through to the routes of `app`. It looks at the bytes as they came: what is parsed
 * could be written in other ways.
 */
export function requireCredential(app: FastifyInstance, verify: CallVerifier, log: Log): void {
  const bodies = new WeakMap<FastifyRequest, Buffer>();
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    bodies.set(request, body as Buffer);
    void parseJson(request, body.toString(), done);
  });
  app.addHook('preHandler', async (request, reply) => {
    try {
      await verify(request.headers.authorization, bodies.get(request) ?? Buffer.alloc(0));
    } catch (error) {
      if (error instanceof CredentialError) log.warn({ reason: error.message, address: request.ip }, 'A call without a good credential was refused.');
      // Without the keys nobody can be let in, and a person must mend that.
      else log.error({ err: error }, 'The keys of the gateway cannot be read.');
      return reply.status(status).header('www-authenticate', 'Bearer error="invalid_token"').send(REFUSAL);
    }
    return undefined;
  });
}
