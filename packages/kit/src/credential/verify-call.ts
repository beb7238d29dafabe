import { CREDENTIAL_ALGORITHM, CREDENTIAL_ISSUER, CREDENTIAL_LIFETIME_SECONDS } from '@sizhu/contract';
import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { createHash } from 'node:crypto';
import { createSeenOnce } from './seen-once.js';

/** How far the clocks of gateway and subgraph may differ. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** Why a call is not let in. Its message is for the operator's log, not for the caller. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
}

/** Lets a call in, or throws a `CredentialError`. */
export type CallVerifier = (authorization: string | undefined, body: Uint8Array) => Promise<void>;

export interface VerifierOptions {
  /** Name of the subgraph that is called. */
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  readonly now?: () => Date;
}

/** Checks that a call comes from the gateway: signed by its key, for this subgraph, this body, now and once. */
export function createCallVerifier({ audience, keys, now = () => new Date() }: VerifierOptions): CallVerifier {
  const isFirst = createSeenOnce((CREDENTIAL_LIFETIME_SECONDS + 2 * CLOCK_TOLERANCE_SECONDS) * 1_000);
  return async (authorization, body) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new CredentialError('The call carries no credential of a gateway.');
    const at = now();
    const { payload } = await jwtVerify(token, keys, {
      algorithms: [CREDENTIAL_ALGORITHM], issuer: CREDENTIAL_ISSUER, audience, currentDate: at, clockTolerance: CLOCK_TOLERANCE_SECONDS,
      maxTokenAge: CREDENTIAL_LIFETIME_SECONDS, requiredClaims: ['exp', 'jti'],
    }).catch((error: unknown) => { throw error instanceof errors.JOSEError ? new CredentialError(error.message, { cause: error }) : error; });
    if (payload['body_sha256'] !== createHash('sha256').update(body).digest('base64url')) throw new CredentialError('The body is not the one that was signed.');
    // Last, so that a call that is refused for another reason uses up nothing.
    if (!isFirst(String(payload.jti), at.getTime())) throw new CredentialError('The credential was used before.');
  };
}
