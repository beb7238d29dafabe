import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { AreaAssessment, Database } from '../__generated__/database.js';

type Store = ReturnType<typeof createAreaAssessmentStore>;

export type SchemeRow = Awaited<ReturnType<Store['findSchemes']>>[number];
export type AssessmentItemRow = Awaited<ReturnType<Store['findAssessmentItems']>>[number];
export type RecordedScoreRow = Awaited<ReturnType<Store['findScores']>>[number];

/** The scheme that assesses an area in a year, with what has come of it. */
export interface AssessmentRow {
  readonly areaCode: string;
  readonly schemeId: string;
  readonly state: AreaAssessment['state'];
  readonly confirmedOn: string | null;
  readonly version: number;
}

export interface AssessmentKey {
  readonly schemeId: string;
  readonly areaCode: string;
}

export const toScoreKey = ({ schemeId, areaCode }: AssessmentKey): string => `${schemeId} ${areaCode}`;

/** Yearly assessments of areas (年度考评). */
export function createAreaAssessmentStore(db: Kysely<Database>) {
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const schemes = () => db.selectFrom('assessment_scheme').select([
    'id', 'year', 'title', 'area_code as areaCode', 'level', 'issued_by_id as issuedById', 'period_from as from', 'period_to as to', 'provenance',
  ]);
  return {
    listSchemes: () => schemes().orderBy('year', 'desc').orderBy('id').execute(),

    findSchemes: (ids: readonly string[]) => schemes().where('id', '=', anyOf(ids)).execute(),

    findAssessmentItems: (schemeIds: readonly string[]) => db.selectFrom('assessment_item')
      .select([
        'scheme_id as schemeId', 'id', 'title', 'pillar', 'figure', 'measure', 'of_period as ofPeriod', 'full_marks as fullMarks', 'target', 'deduction',
        'veto_at as vetoAt',
      ])
      .where('scheme_id', '=', anyOf(schemeIds)).orderBy('position').execute(),

    /** Of areas that a scheme of the year assesses, whether or not a figure of theirs has been recorded. */
    findAreaAssessments: (year: number) => async (areaCodes: readonly string[]): Promise<readonly AssessmentRow[]> => {
      const { rows } = await sql<AssessmentRow>`
        select area.code as "areaCode", scheme.id as "schemeId", coalesce(mine.state, 'DRAFT') as state,
               mine.confirmed_on as "confirmedOn", coalesce(mine.version, 0) as version
        from area join assessment_scheme scheme on scheme.year = ${year} and scheme.level = area.level
        join area scope on scope.code = scheme.area_code and (area.path = scope.path or starts_with(area.path, scope.path || '/'))
        left join area_assessment mine on mine.scheme_id = scheme.id and mine.area_code = area.code
        where area.code = any(${areaCodes}::text[]) order by scheme.id desc`.execute(db);
      return rows;
    },

    async findScores(keys: readonly string[]) {
      const [schemeIds, areaCodes] = [0, 1].map((part) => keys.map((key) => key.split(' ')[part] ?? ''));
      const { rows } = await sql<AssessmentKey & {
        readonly itemId: string; readonly numerator: number; readonly denominator: number | null;
        readonly asOf: Date; readonly recordedAt: Date; readonly note: string | null;
      }>`
        select scheme_id as "schemeId", area_code as "areaCode", item_id as "itemId", numerator, denominator, as_of as "asOf",
               recorded_at as "recordedAt", note
        from assessment_score where (scheme_id, area_code) in (select * from unnest(${schemeIds}::text[], ${areaCodes}::text[]))`.execute(db);
      return rows;
    },
  };
}

