import type { VideoChangeTools } from './change.js';
import { createChannelChanges } from './channels.js';
import { createObservationChanges } from './observations.js';
import { createPatrolChanges } from './patrols.js';
import { createPoliceChanges } from './police-counts.js';
import { createTicketChanges } from './tickets.js';

export type VideoChanges = ReturnType<typeof createVideoChanges>;

/** Everything that this subgraph changes: each a transaction of its own. */
export const createVideoChanges = (tools: VideoChangeTools) => ({
  ...createChannelChanges(tools),
  ...createObservationChanges(tools),
  ...createPatrolChanges(tools),
  ...createPoliceChanges(tools),
  ...createTicketChanges(tools),
});
