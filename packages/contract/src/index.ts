export { ERRORS, type ErrorCode, type ErrorDefinition } from './errors.js';
export { DEADLINE_HEADER } from './headers.js';
export { PILLARS, type PillarName } from './pillars.js';
export { CREDENTIAL_ALGORITHM, CREDENTIAL_ISSUER, CREDENTIAL_LIFETIME_SECONDS, type CredentialClaims } from './subgraph-credential.js';
