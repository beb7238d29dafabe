export { createSubgraph, schemaFile, STALE_AFTER_HOURS, type VideoSettings } from './subgraph.js';
