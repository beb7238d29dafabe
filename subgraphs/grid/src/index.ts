export { createSubgraph, schemaFile } from './subgraph.js';
