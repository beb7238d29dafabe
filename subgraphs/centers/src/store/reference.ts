import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

type Store = ReturnType<typeof createReferenceStore>;

export type OrganizationRow = Awaited<ReturnType<Store['findOrganizations']>>[number];
export type ProgrammeRow = Awaited<ReturnType<Store['findProgrammes']>>[number];
export type ReportedFigureRow = Awaited<ReturnType<Store['findReportedFigures']>>[number];
export type ReportRow = Awaited<ReturnType<Store['findReports']>>[number];
export type PolicyDocumentRow = Awaited<ReturnType<Store['listPolicyDocuments']>>[number];

/** Organizations, policies, reports and what areas undertook: reference data of all pillars. */
export function createReferenceStore(db: Kysely<Database>) {
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const reports = () => db.selectFrom('report')
    .select(['id', 'title', 'author_id as authorId', 'recipient_id as recipientId', 'reported_on as reportedOn']);
  return {
    findOrganizations: (ids: readonly string[]) => db.selectFrom('organization')
      .select(['id', 'name', 'kind', 'area_code as areaCode', 'successor_id as successorId'])
      .where('id', '=', anyOf(ids)).execute(),

    findCommitments: (areaCodes: readonly string[]) => db.selectFrom('area_commitment')
      .select(['area_code as areaCode', 'id', 'body', 'text', 'year'])
      .where('area_code', '=', anyOf(areaCodes)).orderBy('id').execute(),

    findProgrammes: (areaCodes: readonly string[]) => db.selectFrom('pilot_programme')
      .select(['area_code as areaCode', 'id', 'title', 'named_by_id as namedById'])
      .where('area_code', '=', anyOf(areaCodes)).orderBy('id').execute(),

    findReportedFigures: (areaCodes: readonly string[]) => db.selectFrom('reported_figure')
      .select(['area_code as areaCode', 'id', 'report_id as reportId', 'metric', 'level', 'value', 'denominator', 'unit', 'qualifier', 'statement'])
      .where('area_code', '=', anyOf(areaCodes)).orderBy('id').execute(),

    findReports: (ids: readonly string[]) => reports().where('id', '=', anyOf(ids)).execute(),

    listReports: () => reports().orderBy('reported_on').orderBy('id').execute(),

    listPolicyDocuments: () => db.selectFrom('policy_document')
      .select(['id', 'title', 'code', 'status', 'issuer_id as issuerId', 'issued_on as issuedOn'])
      .orderBy('id').execute(),
  };
}
