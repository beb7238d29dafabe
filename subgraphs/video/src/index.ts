export { FIRST_PATROL_STATE, PATROL_TRANSITIONS } from './patrols/transitions.js';
export { CHANNEL_TRANSITIONS, FIRST_REGISTRY_STATE, KEY_PLACE_TRANSITIONS, SEGMENT_TRANSITIONS } from './registry/transitions.js';
export { createSubgraph, schemaFile, STALE_AFTER_HOURS, type VideoSettings } from './subgraph.js';
export { FIRST_STATE as FIRST_TICKET_STATE, TICKET_TRANSITIONS } from './tickets/transitions.js';
export { FIRST_XUELIANG_STATE, XUELIANG_TRANSITIONS } from './xueliang/transitions.js';
