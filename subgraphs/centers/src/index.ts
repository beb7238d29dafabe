export { toSearchKey } from './search/to-search-key.js';
export { createSubgraph, schemaFile } from './subgraph.js';
