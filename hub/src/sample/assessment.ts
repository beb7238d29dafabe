import { addDays } from './calendar.js';
import { cityCode } from './divisions.js';
import { ids } from './organizations.js';
import { toTable, type SampleTable } from './table.js';

interface Item {
  readonly title: string;
  readonly pillar: 'CENTER' | 'INFORMATIZATION' | 'GRID' | 'XUELIANG';
  readonly figure: string;
  readonly fullMarks: number;
  readonly target: number;
  readonly deduction: number;
  readonly measure?: 'COUNT';
  readonly ofPeriod?: true;
  readonly vetoAt?: number;
}

/** Marks, targets and deductions are made up; that centers' standardization became an item is the report's. */
const items: readonly Item[] = [
  { title: '综治中心全覆盖', pillar: 'CENTER', figure: 'centerSummary.coverage', fullMarks: 10, target: 0.95, deduction: 0.4 },
  { title: '综治中心规范化建设全达标', pillar: 'CENTER', figure: 'centerSummary.compliant', fullMarks: 15, target: 1, deduction: 0.5 },
  { title: '综治中心全运行', pillar: 'CENTER', figure: 'centerSummary.operating', fullMarks: 10, target: 1, deduction: 0.3 },
  { title: '督导检查发现问题按期整改', pillar: 'CENTER', figure: 'findingSummary.overdue', fullMarks: 10, target: 0, deduction: 0.25, measure: 'COUNT' },
  { title: '综治中心全联通', pillar: 'INFORMATIZATION', figure: 'connectionSummary.fullyConnected', fullMarks: 15, target: 1, deduction: 0.1 },
  { title: '网格事件按期办结', pillar: 'GRID', figure: 'eventSummary.onTimeClosure', fullMarks: 15, target: 0.95, deduction: 1, ofPeriod: true, vetoAt: 0.5 },
  { title: '矛盾纠纷化解', pillar: 'GRID', figure: 'disputeSummary.resolutionRatio', fullMarks: 10, target: 0.95, deduction: 0.5, ofPeriod: true },
  { title: '重点部位视频覆盖', pillar: 'XUELIANG', figure: 'channelSummary.keyPlaceCoverage', fullMarks: 10, target: 1, deduction: 0.4 },
  { title: '视频资源一机一档', pillar: 'XUELIANG', figure: 'channelSummary.recordCompleteRatio', fullMarks: 5, target: 1, deduction: 0.2 },
];

/**
 * The scheme of the anchor's year. What the areas achieved is not made up here: the hub asks the graph for it, as
 * whoever assesses would, once all four pillars can answer.
 */
export function makeAssessment(anchorDate: string): SampleTable[] {
  const year = addDays(anchorDate, -1).slice(0, 4);
  const id = `KP${year}`;
  return [
    toTable('assessment_scheme', [{
      id, year: Number(year), title: `${year}年度综治暨平安大连建设考评`, area_code: cityCode, level: 'DISTRICT', issued_by_id: ids.cityOffice,
      period_from: `${year}-01-01`, period_to: anchorDate, provenance: 'SAMPLE',
    }]),
    toTable('assessment_item', items.map(({ title, pillar, figure, fullMarks, target, deduction, measure = 'RATIO', ofPeriod = false, vetoAt = null }, at) => ({
      id: `${id}-${at + 1}`, scheme_id: id, position: at + 1, title, pillar, figure, measure, of_period: ofPeriod, full_marks: fullMarks, target, deduction,
      veto_at: vetoAt, provenance: 'SAMPLE',
    }))),
  ];
}
