import { createChanger } from '@sizhu/kit';
import type { PrismaClient } from '../__generated__/prisma/client.js';
import { createActivityChanges } from './activity-changes.js';
import { createAreaWorkChanges } from './area-work-changes.js';
import { createCenterAssessor } from './assess-center.js';
import { createAssessmentChanges } from './assessment-changes.js';
import type { CentersChangeTools, Tx } from './change.js';
import { createDemonstrationChanges } from './demonstration-changes.js';
import { createEquipmentChanges } from './equipment-changes.js';
import { createInspectionChanges } from './inspection-changes.js';
import { createSchemeIssuer } from './issue-scheme.js';
import { createLifeChanges } from './life-changes.js';
import { createFindingMover } from './move-finding.js';
import { createPolicyRecorder } from './record-policy.js';
import { createPracticeRecorder } from './record-practice.js';
import { createRecordChanges } from './record-changes.js';
import { createRosterChanges } from './roster-changes.js';
import { createStandardRecorder } from './record-standard.js';
import { createSurveyChanges } from './survey-changes.js';

export type Changes = ReturnType<typeof createChanges>;

/** Everything that this subgraph changes in the database on demand. */
export function createChanges(prisma: PrismaClient, now: () => Date) {
  const tools: CentersChangeTools = { change: createChanger<Tx>(prisma), now };
  return {
    ...createLifeChanges(tools),
    ...createRecordChanges(tools),
    ...createEquipmentChanges(tools),
    ...createStandardRecorder(tools),
    ...createCenterAssessor(tools),
    ...createFindingMover(tools),
    ...createInspectionChanges(tools),
    ...createSchemeIssuer(tools),
    ...createAssessmentChanges(tools),
    ...createRosterChanges(tools),
    ...createDemonstrationChanges(tools),
    ...createSurveyChanges(tools),
    ...createActivityChanges(tools),
    ...createPolicyRecorder(tools),
    ...createAreaWorkChanges(tools),
    ...createPracticeRecorder(tools),
  };
}
