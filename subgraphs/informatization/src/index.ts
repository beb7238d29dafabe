export { toWarningId } from './store/raise-warnings.js';
export { createSubgraph, schemaFile } from './subgraph.js';
export { assessWeek, type Assessment, type WeeklyCounts } from './warnings/assess-week.js';
export { FIRST_PHASE, PROJECT_TRANSITIONS } from './projects/transitions.js';
export { FIRST_STATE as FIRST_SITUATION_STATE, SITUATION_TRANSITIONS } from './situation/transitions.js';
