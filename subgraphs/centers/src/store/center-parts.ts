import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

export type DemonstrationRow = Awaited<ReturnType<ReturnType<typeof createCenterPartStore>['findDemonstrations']>>[number];

export type CenterStepRow = Awaited<ReturnType<ReturnType<typeof createCenterPartStore>['findSteps']>>[number];

/** What belongs to a center. Each asks for many centers at once, in a stable order within one. */
export function createCenterPartStore(db: Kysely<Database>) {
  const anyOf = (ids: readonly string[]) => sql<string>`any(${ids}::text[])`;
  return {
    findSteps: (ids: readonly string[]) => db.selectFrom('center_step')
      .select([
        'center_id as centerId', 'action', 'from_status as from', 'to_status as to', 'happened_on as on', 'note',
        'into_center_id as intoCenterId', 'former_area_code as formerAreaCode', 'provenance',
      ])
      .where('center_id', '=', anyOf(ids)).orderBy('position').execute(),

    findRooms: (ids: readonly string[]) => db.selectFrom('room')
      .select(['center_id as centerId', 'id', 'type', 'name', 'provenance'])
      .where('center_id', '=', anyOf(ids)).orderBy('id').execute(),

    findStaffing: (ids: readonly string[]) => db.selectFrom('staffing_record')
      .select(['center_id as centerId', 'source', 'headcount', 'ended_on as endedOn', 'provenance'])
      .where('center_id', '=', anyOf(ids)).orderBy('source').execute(),

    findFunding: (ids: readonly string[]) => db.selectFrom('funding_record')
      .select(['center_id as centerId', 'year', 'source', 'purpose', sql<number>`amount_yuan`.as('amountYuan'), 'provenance'])
      .where('center_id', '=', anyOf(ids)).orderBy('year').orderBy('source').orderBy('purpose').execute(),

    findRuleDocuments: (ids: readonly string[]) => db.selectFrom('rule_document')
      .select(['center_id as centerId', 'id', 'kind', 'title', 'posted_on_wall as postedOnWall', 'provenance'])
      .where('center_id', '=', anyOf(ids)).orderBy('id').execute(),

    findLedgers: (ids: readonly string[]) => db.selectFrom('work_ledger')
      .select(['center_id as centerId', 'id', 'title', 'entries', 'updated_on as updatedOn', 'provenance'])
      .where('center_id', '=', anyOf(ids)).orderBy('id').execute(),

    findFacilities: (ids: readonly string[]) => db.selectFrom('facility')
      .select(['center_id as centerId', 'kind', 'name', 'state', 'count', 'provenance'])
      .where('center_id', '=', anyOf(ids)).orderBy('kind').orderBy('state').execute(),

    findArchiveAlbums: (ids: readonly string[]) => db.selectFrom('archive_album')
      .select(['center_id as centerId', 'id', 'year', 'kind', 'title', 'records', 'pages', 'provenance'])
      .where('center_id', '=', anyOf(ids)).orderBy('year', 'desc').orderBy('kind').orderBy('title').orderBy('id').execute(),

    findImprovements: (ids: readonly string[]) => db.selectFrom('center_improvement')
      .select(['center_id as centerId', 'track', 'aim', 'taken_up_on as takenUpOn', 'reached_on as reachedOn', 'provenance'])
      .where('center_id', '=', anyOf(ids)).orderBy('track').execute(),

    findDemonstrations: (ids: readonly string[]) => db.selectFrom('demonstration_site')
      .select(['center_id as centerId', 'note', 'designated_by_id as designatedById', 'designated_on as designatedOn', 'version', 'provenance'])
      .where('center_id', '=', anyOf(ids)).execute(),

    findPractices: (ids: readonly string[]) => db.selectFrom('practice_case')
      .select(['center_id as centerId', 'id', 'title', 'slogan', 'summary', 'presented_at as presentedAt', 'provenance'])
      .where('center_id', '=', anyOf(ids)).orderBy('id').execute(),

    findConstruction: (ids: readonly string[]) => db.selectFrom('construction_project')
      .select(['center_id as centerId', 'id', 'title', 'status', 'floor_area_m2 as floorAreaM2', 'provenance'])
      .where('center_id', '=', anyOf(ids)).orderBy('id').execute(),

    findResidentUnits: (ids: readonly string[]) => db.selectFrom('resident_unit')
      .select(['center_id as centerId', 'organization_id as organizationId'])
      .where('center_id', '=', anyOf(ids)).orderBy('organization_id').execute(),
  };
}
