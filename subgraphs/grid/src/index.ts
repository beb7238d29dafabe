export { toDeadlineMs } from './deadlines/working-days.js';
export { EVENT_TRANSITIONS, EXTENSION_TRANSITIONS, FIRST_EXTENSION_STATE, FIRST_STATE, FIRST_TASK_STATE, TASK_TRANSITIONS } from './events/transitions.js';
export { createSubgraph, schemaFile } from './subgraph.js';
