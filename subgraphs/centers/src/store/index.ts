import type { Kysely } from 'kysely';
import type { Database } from '../__generated__/database.js';
import { createActivityStore } from './activities.js';
import { createAreaAssessmentStore } from './area-assessments.js';
import { createAreaStore } from './areas.js';
import { createCenterPartStore } from './center-parts.js';
import { createCenterStore } from './centers.js';
import { createComplianceStore } from './compliance.js';
import { createFindingStore } from './findings.js';
import { createInspectionStore } from './inspections.js';
import { createReferenceStore } from './reference.js';
import { createRollupStore } from './rollups.js';
import { createSearchStore } from './search.js';
import { createSurveyStore } from './surveys.js';

export type CentersStore = ReturnType<typeof createCentersStore>;

/** Everything this subgraph asks of the database. */
export const createCentersStore = (db: Kysely<Database>) => ({
  ...createAreaStore(db),
  ...createCenterStore(db),
  ...createCenterPartStore(db),
  ...createComplianceStore(db),
  ...createFindingStore(db),
  ...createInspectionStore(db),
  ...createAreaAssessmentStore(db),
  ...createReferenceStore(db),
  ...createSurveyStore(db),
  ...createActivityStore(db),
  ...createRollupStore(db),
  ...createSearchStore(db),
});
