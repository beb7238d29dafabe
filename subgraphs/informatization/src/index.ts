export { toWarningId } from './store/raise-warnings.js';
export { createSubgraph, schemaFile } from './subgraph.js';
export { assessWeek, type Assessment, type WeeklyCounts } from './warnings/assess-week.js';
