import type { VideoChangeTools } from './change.js';
import { createChannelChanges } from './channel-changes.js';
import { createKeyPlaceChanges } from './key-place-changes.js';
import { createObservationChanges } from './observation-changes.js';
import { createPatrolChanges } from './patrol-changes.js';
import { createPoliceChanges } from './police-changes.js';
import { createSegmentChanges } from './segment-changes.js';
import { createTicketChanges } from './ticket-changes.js';
import { createXueliangChanges } from './xueliang-changes.js';

export type VideoChanges = ReturnType<typeof createVideoChanges>;

/** Everything that this subgraph changes: each a transaction of its own. */
export const createVideoChanges = (tools: VideoChangeTools) => ({
  ...createChannelChanges(tools),
  ...createKeyPlaceChanges(tools),
  ...createObservationChanges(tools),
  ...createPatrolChanges(tools),
  ...createPoliceChanges(tools),
  ...createSegmentChanges(tools),
  ...createTicketChanges(tools),
  ...createXueliangChanges(tools),
});
