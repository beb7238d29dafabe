import type { Kysely } from 'kysely';
import type { Database } from '../__generated__/database.js';
import { createAreaStore } from './areas.js';
import { createCenterPartStore } from './center-parts.js';
import { createCenterStore } from './centers.js';
import { createReferenceStore } from './reference.js';
import { createRollupStore } from './rollups.js';
import { createRosterStore } from './roster.js';
import { createSearchStore } from './search.js';

export type CentersStore = ReturnType<typeof createCentersStore>;

/** Everything this subgraph asks of the database. */
export const createCentersStore = (db: Kysely<Database>) => ({
  ...createAreaStore(db),
  ...createRosterStore(db),
  ...createCenterStore(db),
  ...createCenterPartStore(db),
  ...createReferenceStore(db),
  ...createRollupStore(db),
  ...createSearchStore(db),
});
