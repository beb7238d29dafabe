import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

type Store = ReturnType<typeof createComplianceStore>;

export type StandardRow = Awaited<ReturnType<Store['listStandards']>>[number];
export type ComplianceAssessmentRow = Awaited<ReturnType<Store['findAssessments']>>[number];
export type ComplianceCheckRow = Awaited<ReturnType<Store['findChecks']>>[number];

/** Standards, and what centers were found to be against them. */
export function createComplianceStore(db: Kysely<Database>) {
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const standards = () => db.selectFrom('compliance_standard').select(['id', 'title', 'based_on as basedOn', 'in_force_from as inForceFrom', 'provenance']);
  const assessments = () => db.selectFrom('compliance_assessment').select([
    'id', 'center_id as centerId', 'seq', 'standard_id as standardId', 'assessed_on as assessedOn', 'assessed_by_id as assessedById', 'provenance',
  ]);
  return {
    listStandards: () => standards().orderBy('in_force_from', 'desc').orderBy('id').execute(),

    findStandards: (ids: readonly string[]) => standards().where('id', '=', anyOf(ids)).execute(),

    findComplianceItems: (standardIds: readonly string[]) => db.selectFrom('compliance_item')
      .select(['standard_id as standardId', 'id', 'title', 'dimension', 'mandatory', 'points'])
      .where('standard_id', '=', anyOf(standardIds)).orderBy('position').execute(),

    findAssessments: (ids: readonly string[]) => assessments().where('id', '=', anyOf(ids)).execute(),

    /** The latest of each center first: by its day, and among those of one day by the order of their entry. */
    findAssessmentsOfCenters: (centerIds: readonly string[]) => assessments()
      .where('center_id', '=', anyOf(centerIds)).orderBy('assessed_on', 'desc').orderBy('seq', 'desc').execute(),

    findChecks: (assessmentIds: readonly string[]) => db.selectFrom('compliance_check')
      .innerJoin('compliance_item', 'compliance_item.id', 'compliance_check.item_id')
      .innerJoin('compliance_assessment', 'compliance_assessment.id', 'compliance_check.assessment_id')
      .select([
        'assessment_id as assessmentId', 'passed', 'compliance_check.points', 'evidence', 'corrected_on as correctedOn', 'assessed_on as checkedOn',
        'item_id as itemId', 'title', 'dimension', 'mandatory', 'compliance_item.points as fullPoints',
      ])
      .where('assessment_id', '=', anyOf(assessmentIds)).orderBy('compliance_item.position').execute(),
  };
}
