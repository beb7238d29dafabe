import { CREDENTIAL_ALGORITHM, CREDENTIAL_ISSUER, CREDENTIAL_LIFETIME_SECONDS, type CredentialClaims } from '@sizhu/contract';
import type { SigningKey } from '@sizhu/kit';
import { SignJWT } from 'jose';
import { createHash, randomUUID } from 'node:crypto';

/** The value of `authorization` for one call with this body. */
export type CallSigner = (body: string | Uint8Array) => Promise<string>;

/** Signs calls to one subgraph, which is named in the credential: it is of no use to another. */
export const createCallSigner = ({ key, kid }: SigningKey, audience: string): CallSigner => async (body) => {
  const claims: CredentialClaims = { body_sha256: createHash('sha256').update(body).digest('base64url') };
  const now = Math.floor(Date.now() / 1_000);
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: CREDENTIAL_ALGORITHM, kid, typ: 'JWT' })
    .setIssuer(CREDENTIAL_ISSUER).setAudience(audience).setIssuedAt(now).setExpirationTime(now + CREDENTIAL_LIFETIME_SECONDS).setJti(randomUUID())
    .sign(key);
  return `Bearer ${token}`;
};
