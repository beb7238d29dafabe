import type { Kysely } from 'kysely';
import type { Database } from '../__generated__/database.js';
import { createCodeStore } from './codes.js';
import { createCommunityStore } from './community.js';
import { createDisputeStore } from './disputes.js';
import { createEventRollupStore } from './event-rollups.js';
import { createEventTaskStore } from './event-tasks.js';
import { createEventStore } from './events.js';
import { createGridStore } from './grids.js';
import { createHiddenRiskStore } from './hidden-risks.js';
import { createRemediationStore } from './remediations.js';
import { createRollupStore } from './rollups.js';

export type GridPillarStore = ReturnType<typeof createGridPillarStore>;

/** Everything this subgraph asks of the database. */
export const createGridPillarStore = (db: Kysely<Database>) => ({
  ...createGridStore(db),
  ...createCodeStore(db),
  ...createCommunityStore(db),
  ...createEventStore(db),
  ...createEventRollupStore(db),
  ...createEventTaskStore(db),
  ...createDisputeStore(db),
  ...createHiddenRiskStore(db),
  ...createRemediationStore(db),
  ...createRollupStore(db),
});
