import type { Kysely } from 'kysely';
import type { Database } from '../__generated__/database.js';
import { createChannelStore } from './channels.js';
import { createKeyPlaceStore } from './key-places.js';
import { createNearbyStore } from './nearby.js';
import { createOutageStore } from './outages.js';
import { createPatrolStore } from './patrols.js';
import { createRollupStore } from './rollups.js';
import { createSegmentStore } from './segments.js';
import { createTicketStore } from './tickets.js';
import { createXueliangStore } from './xueliang.js';

export type VideoStore = ReturnType<typeof createVideoStore>;

/** Everything this subgraph asks of the database. */
export const createVideoStore = (db: Kysely<Database>) => ({
  ...createChannelStore(db),
  ...createKeyPlaceStore(db),
  ...createNearbyStore(db),
  ...createOutageStore(db),
  ...createPatrolStore(db),
  ...createRollupStore(db),
  ...createSegmentStore(db),
  ...createTicketStore(db),
  ...createXueliangStore(db),
});
