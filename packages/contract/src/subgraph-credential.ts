/*
 * With what a gateway shows a subgraph that a request is its own: a JWT (RFC 7519) as a Bearer token (RFC 6750),
 * signed with Ed25519. It is for one subgraph, for one body, for thirty seconds and for once.
 */

export const CREDENTIAL_ALGORITHM = 'EdDSA';
export const CREDENTIAL_ISSUER = 'sizhu-gateway';
export const CREDENTIAL_LIFETIME_SECONDS = 30;

/** Claims beside the registered `iss`, `aud` (name of the subgraph), `iat`, `exp` and `jti`. */
export interface CredentialClaims {
  /** SHA-256 of the request's body, base64url. */
  readonly body_sha256: string;
}
