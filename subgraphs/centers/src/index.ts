export { toFigureSelection } from './assessment/figure-query.js';
export { DIMENSIONS } from './compliance/dimensions.js';
export { toSearchKey } from './search/to-search-key.js';
export { createSubgraph, schemaFile } from './subgraph.js';
