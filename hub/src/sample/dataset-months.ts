import { firstOfMonth } from './months.js';
import type { Random } from './random.js';
import type { SampleTable, Value } from './table.js';

/** The nine modules of GB/T 31000-2015 as implementations have them, and what the hub may hold of each. */
export const modules: readonly (readonly [category: string, nameEn: string, scope: string, reason?: string])[] = [
  ['机构队伍', 'Bodies and teams', 'RECORDS_ELSEWHERE'],
  ['实有人口', 'Population', 'COUNTS_ONLY', '涉及个人，只计总数'],
  ['社会组织', 'Social organizations', 'RECORDS_ELSEWHERE'],
  ['特殊人群', 'Persons under special measures', 'EXCLUDED', '涉及个人，少量计数也可能指认到人'],
  ['重点青少年', 'Minors of concern', 'EXCLUDED', '涉及未成年人，少量计数也可能指认到人'],
  ['社会治安', 'Public order', 'RECORDS_ELSEWHERE'],
  ['矛盾纠纷排查', 'Disputes', 'RECORDS_ELSEWHERE'],
  ['校园周边安全', 'Safety around schools', 'RECORDS_ELSEWHERE'],
  ['护路护线', 'Safety of railways and lines', 'RECORDS_ELSEWHERE'],
];

const monthsBefore = 4;
const columns = [
  'area_path', 'definition_id', 'month', 'record_count', 'qualifier', 'completeness', 'accuracy', 'baseline_clarity', 'situation_clarity',
  'counted_at', 'provenance',
];

/** The month of each data set's latest count, and the four before it, with a little less and a little worse data each. */
export function makeDatasetMonths(baseData: SampleTable, random: Random): SampleTable {
  const at = (column: string) => baseData.columns.indexOf(column);
  const places = columns.map(at);
  const [count, counted] = [at('record_count'), at('counted_at')];
  const shares = ['completeness', 'accuracy', 'baseline_clarity', 'situation_clarity'].map(at);
  const toRow = (row: readonly Value[], month: string) => columns.map((column, place) => (column === 'month' ? month : row[places[place] ?? -1] ?? null));

  function* rowsOf(): Generator<readonly Value[]> {
    for (const latest of baseData.rows) {
      const month = `${String(latest[counted]).slice(0, 7)}-01`;
      yield toRow(latest, month);
      const row = [...latest];
      for (let back = 1; back <= monthsBefore; back += 1) {
        row[count] = Math.round(Number(row[count]) * (1 - 0.006 * random.next()));
        for (const share of shares) row[share] = Math.round(Math.max(0.3, Number(row[share]) - 0.02 * random.next()) * 1_000) / 1_000;
        const before = firstOfMonth(month, back);
        row[counted] = `${before.slice(0, 8)}${String(random.int(20, 28))}T18:00:00+08:00`;
        yield toRow(row, before);
      }
    }
  }
  return { name: 'dataset_month', columns, total: baseData.total * (monthsBefore + 1), rows: { [Symbol.iterator]: rowsOf } };
}
