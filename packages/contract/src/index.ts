export { ERRORS, type ErrorCode, type ErrorDefinition } from './errors.js';
export { PILLARS, type PillarName } from './pillars.js';
