export { toDeadlineMs } from './deadlines/working-days.js';
export { DISPUTE_TRANSITIONS, FIRST_STATE as FIRST_DISPUTE_STATE } from './disputes/transitions.js';
export { EVENT_TRANSITIONS, EXTENSION_TRANSITIONS, FIRST_EXTENSION_STATE, FIRST_STATE, FIRST_TASK_STATE, TASK_TRANSITIONS } from './events/transitions.js';
export { REMEDIATION_TRANSITIONS } from './remediations/transitions.js';
export { FIRST_STATE as FIRST_HIDDEN_RISK_STATE, HIDDEN_RISK_TRANSITIONS } from './risks/transitions.js';
export { createSubgraph, schemaFile } from './subgraph.js';
