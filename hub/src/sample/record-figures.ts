import { toFigureSelection } from '@sizhu/centers';
import { withClient } from '../database/client.js';

interface Scheme {
  readonly id: string;
  readonly areaCode: string;
  readonly level: string;
  readonly from: string;
  readonly to: string;
}

interface Item {
  readonly id: string;
  readonly figure: string;
  readonly measure: 'RATIO' | 'COUNT';
  readonly ofPeriod: boolean;
}

type Summary = Readonly<Record<string, unknown>> & { readonly asOf: string };
type Answer = { readonly areas: readonly (Readonly<Record<string, Summary>> & { readonly code: string })[] };

/** Asks the graph; throws on any error of the answer. */
export type AskGraph = (query: string, variables?: object) => Promise<unknown>;

/** Schemes of the sample of which not all areas have their figures: an earlier start may have been broken off. */
const readSchemes = (centersUrl: string) => withClient(centersUrl, async (client) => (await client.query<Scheme & { items: Item[] }>(`
  SELECT id, area_code AS "areaCode", level, period_from::text AS "from", period_to::text AS "to", (
    SELECT json_agg(json_build_object('id', i.id, 'figure', i.figure, 'measure', i.measure, 'ofPeriod', i.of_period) ORDER BY i.position)
    FROM assessment_item i WHERE i.scheme_id = s.id) AS items
  FROM assessment_scheme s
  WHERE provenance = 'SAMPLE' AND (SELECT count(*) FROM area_assessment a WHERE a.scheme_id = s.id) < (
    SELECT count(*) FROM area a JOIN area root ON root.code = s.area_code WHERE a.level = s.level AND a.valid_to IS NULL AND starts_with(a.path, root.path || '/'))`)).rows);

/**
 * Fills the sample's yearly assessment with what the graph itself answers, as a department would: no pillar may read
 * another's tables, and a made-up figure would differ from the evidence that its link leads to. Once done, it stays.
 */
export async function recordSampleFigures(centersUrl: string, ask: AskGraph): Promise<void> {
  for (const { items, ...scheme } of await readSchemes(centersUrl)) {
    const fields = items.map((item, at) => `i${at}: ${toFigureSelection(item, scheme)}`);
    const { areas } = await ask(`{ areas(level: ${scheme.level}, under: "${scheme.areaCode}") { code ${fields.join(' ')} } }`) as Answer;
    for (const area of areas) {
      const figures = items.map((item, at) => toFigure(item, area[`i${at}`] as Summary));
      await ask(`mutation ($input: RecordAssessmentFiguresInput!) { recordAssessmentFigures(input: $input) { __typename } }`, {
        input: { idempotencyKey: `sample-${scheme.id}-${area.code}`, schemeId: scheme.id, areaCode: area.code, expectedVersion: 0, figures },
      });
    }
  }
}

function toFigure({ id, figure, measure }: Item, summary: Summary) {
  const value = summary[figure.split('.')[1] ?? ''];
  const { numerator, denominator = null } = (measure === 'RATIO' ? value : { numerator: value }) as { numerator: number; denominator?: number };
  return { itemId: id, numerator, denominator, asOf: summary.asOf };
}
