export { provisionPillars, resolveDatabases, startEmbeddedPostgres } from './database/index.js';
export { loadSampleCity } from './sample/index.js';
export { StartupError } from './startup-error.js';
export { startHub, type Hub, type HubOptions } from './start-hub.js';
