import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

type Store = ReturnType<typeof createReferenceStore>;

export type OrganizationRow = Awaited<ReturnType<Store['findOrganizations']>>[number];
export type ProgrammeRow = Awaited<ReturnType<Store['findProgrammes']>>[number];
export type PolicyDocumentRow = Awaited<ReturnType<Store['listPolicyDocuments']>>[number];
export type PolicyRelationRow = Awaited<ReturnType<Store['findPolicyRelations']>>[number];
export type ResponsibilityRow = Awaited<ReturnType<Store['findResponsibilities']>>[number];

/** Organizations, policies and what areas undertook: reference data of all pillars. */
export function createReferenceStore(db: Kysely<Database>) {
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const policies = () => db.selectFrom('policy_document')
    .select(['id', 'title', 'code', 'status', 'issuer_id as issuerId', 'issued_on as issuedOn']);
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

    findResponsibilities: (areaCodes: readonly string[]) => db.selectFrom('responsibility')
      .select(['area_code as areaCode', 'pillar', 'role', 'organization_id as organizationId', 'provenance'])
      .where('area_code', '=', anyOf(areaCodes)).orderBy('pillar').orderBy('role').orderBy('organization_id').execute(),

    findPolicyDocuments: (ids: readonly string[]) => policies().where('id', '=', anyOf(ids)).execute(),

    /** What documents say of others. */
    findPolicyRelations: (ids: readonly string[]) => db.selectFrom('policy_relation')
      .select(['from_id as ofId', 'to_id as otherId', 'kind']).where('from_id', '=', anyOf(ids)).orderBy('kind').orderBy('to_id').execute(),

    /** What others say of them. */
    findPolicyRelatedBy: (ids: readonly string[]) => db.selectFrom('policy_relation')
      .select(['to_id as ofId', 'from_id as otherId', 'kind']).where('to_id', '=', anyOf(ids)).orderBy('kind').orderBy('from_id').execute(),

    listPolicyDocuments: () => policies().orderBy('id').execute(),
  };
}
