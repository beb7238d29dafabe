import type { Kysely } from 'kysely';
import type { Database } from '../__generated__/database.js';
import { createBaseDataStore } from './base-data.js';
import { createBaseRecordStore } from './base-records.js';
import { createConnectionStore } from './connections.js';
import { createDatasetMonthStore } from './dataset-months.js';
import { createProjectStore } from './projects.js';
import { createRollupStore } from './rollups.js';
import { createSessionStore } from './sessions.js';
import { createSituationReportStore } from './situation-reports.js';
import { createWarningCountStore } from './warning-counts.js';
import { createWarningStore } from './warnings.js';

export type InformatizationStore = ReturnType<typeof createInformatizationStore>;

/** Everything this subgraph asks of the database. */
export const createInformatizationStore = (db: Kysely<Database>) => ({
  ...createConnectionStore(db),
  ...createBaseDataStore(db),
  ...createBaseRecordStore(db),
  ...createDatasetMonthStore(db),
  ...createRollupStore(db),
  ...createSessionStore(db),
  ...createSituationReportStore(db),
  ...createProjectStore(db),
  ...createWarningStore(db),
  ...createWarningCountStore(db),
});
