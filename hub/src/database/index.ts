export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded.js';
export { toStartupError, type Attempt } from './first-aid.js';
export type { DatabaseLog } from './log.js';
export { provisionPillars, type ProvisionOptions } from './provision.js';
export { resolveDatabases, type Databases, type DatabaseSettings } from './resolve.js';
