import type { DIMENSIONS } from '@sizhu/centers';
import { addDays } from './calendar.js';
import { toDistrictCode, type Area } from './divisions.js';
import { isStoried, type PlannedCenter } from './roster.js';
import { ids, toOrganizationId } from './organizations.js';
import { createRandom, type Random } from './random.js';
import { toTable, type SampleTable } from './table.js';

const standardId = 'S';
/** Full points of a scored item. */
const points = 10;
const items: readonly (readonly [title: string, dimension: (typeof DIMENSIONS)[number], mandatory: boolean])[] = [
  ['有固定场所，功能室齐全', '场所设置', true],
  ['标识标牌样式统一', '场所设置', false],
  ['有关部门常驻或轮驻', '部门入驻', true],
  ['工作职责、制度、流程上墙', '运行机制', true],
  ['会商研判定期召开', '运行机制', false],
  ['交办事项有督办、有反馈', '督办落实', true],
  ['接入综治信息平台', '信息化建设', true],
  ['六个功能定位明确', '层级功能定位', false],
  ['重点部位治安风险有排查台帐', '治安风险防控', true],
];
const corrections = ['已补齐设施并拍照留档', '已完善制度并重新上墙', '已协调部门派员轮驻', '已补建台帐并按月更新'];

export interface CheckedCenter {
  readonly center: PlannedCenter;
  readonly checkedOn: string;
  /** By the items of the standard. */
  readonly passed: readonly boolean[];
}

interface Assessment extends CheckedCenter {
  readonly id: string;
  readonly seq: number;
}

const toItemId = (at: number): string => `S${at + 1}`;

/** What the latest assessment of a center found. */
export function drawChecks(center: PlannedCenter, random: Random, anchorDate: string): CheckedCenter {
  const { area } = center;
  const isCompliant = area.level === 'CITY' || isStoried(area) || random.chance(0.85);
  const mandatory = items.flatMap(([, , isMandatory], at) => (isMandatory ? [at] : []));
  const failed = new Set(isCompliant ? [] : random.sample(mandatory, random.int(1, 2)));
  const checkedOn = addDays(anchorDate, -random.int(5, 200));
  return { center, checkedOn, passed: items.map(([, , isMandatory], at) => (isMandatory ? !failed.has(at) : random.chance(0.9))) };
}

/** The standard, the latest assessment of each center with what came of it, and one a year before of the upper tiers. */
export function makeCompliance(checked: readonly CheckedCenter[], seed: number, anchorDate: string): SampleTable[] {
  const random = createRandom(seed, 'compliance');
  const assessments = checked.flatMap((latest): Assessment[] => {
    const { center, checkedOn } = latest;
    const hasBefore = center.area.level === 'DISTRICT' || center.area.level === 'STREET';
    const before = { center, checkedOn: addDays(checkedOn, -365), passed: items.map(() => random.chance(0.85)), id: `${center.id}-A1`, seq: 1 };
    return [...(hasBefore ? [before] : []), { ...latest, id: `${center.id}-A${hasBefore ? 2 : 1}`, seq: hasBefore ? 2 : 1 }];
  });
  const findings = assessments.flatMap((assessment) => assessment.passed.flatMap((isPassed, at) =>
    (isPassed ? [] : [toFinding(assessment, at, { random, anchorDate })])));
  const verifiedOn = new Map(findings.map((finding) => [finding.id, finding.verified_on]));
  return [
    toTable('compliance_standard', [{
      id: standardId, title: '综治中心规范化标准', based_on: 'GB/T 33200-2016', in_force_from: '2017-01-01', provenance: 'SAMPLE',
    }]),
    toTable('compliance_item', items.map(([title, dimension, mandatory], at) => ({
      id: toItemId(at), standard_id: standardId, position: at + 1, title, dimension, mandatory, points: mandatory ? null : points, provenance: 'SAMPLE',
    }))),
    toTable('compliance_assessment', assessments.map(({ id, center, seq, checkedOn }) => ({
      id, center_id: center.id, seq, standard_id: standardId, assessed_on: checkedOn, assessed_by_id: toAssessor(center.area), provenance: 'SAMPLE',
    }))),
    toTable('compliance_check', assessments.flatMap(({ id, center, passed, checkedOn }) => items.map(([, , mandatory], at) => {
      const isPassed = passed[at] ?? false;
      return {
        assessment_id: id, item_id: toItemId(at), center_id: center.id, passed: isPassed,
        points: mandatory ? null : isPassed ? points : random.int(3, points - 1),
        evidence: isPassed ? `${checkedOn.slice(0, 4)}年现场检查记录` : null,
        corrected_on: verifiedOn.get(`${id}-${toItemId(at)}`) ?? null,
      };
    }))),
    toTable('finding', findings),
  ];
}

/** Who holds a center against the standard: the office of the tier above. */
const toAssessor = ({ level, path }: Area): string => {
  if (level === 'CITY') return ids.provincialOffice;
  return level === 'DISTRICT' ? ids.cityOffice : toOrganizationId(toDistrictCode(path), 'GOVERNANCE');
};

interface Course {
  readonly random: Random;
  readonly anchorDate: string;
}

/** The further back, the further put right. What would make a center compliant again is not verified yet. */
function toFinding({ id, center, checkedOn }: Assessment, at: number, { random, anchorDate }: Course) {
  const [title = '', , isMandatory = false] = items[at] ?? [];
  const age = (Date.parse(anchorDate) - Date.parse(checkedOn)) / 86_400_000;
  const isOld = age > 200;
  const state = isOld || (!isMandatory && age > 45 && random.chance(0.7)) ? 'VERIFIED' : age > 25 && random.chance(0.45) ? 'CORRECTED' : 'OPEN';
  const correctedOn = addDays(checkedOn, random.int(5, 22));
  return {
    id: `${id}-${toItemId(at)}`, area_path: center.area.path, center_id: center.id, assessment_id: id, item_id: toItemId(at),
    text: `未达到：${title}`, state, found_on: checkedOn, due_on: addDays(checkedOn, 60),
    ...toCorrection(state, { correctedOn, verifiedOn: addDays(correctedOn, random.int(3, 20)), correction: random.pick(corrections), areaPath: center.area.path }),
    version: { OPEN: 1, CORRECTED: 2, VERIFIED: 3 }[state], provenance: 'SAMPLE',
  };
}

interface Correction {
  readonly correctedOn: string;
  readonly verifiedOn: string;
  readonly correction: string;
  readonly areaPath: string;
}

/** The district's office puts right, the city's looks again. */
export const toCorrection = (state: 'OPEN' | 'CORRECTED' | 'VERIFIED', { correctedOn, verifiedOn, correction, areaPath }: Correction) => ({
  corrected_on: state === 'OPEN' ? null : correctedOn,
  corrected_by_id: state === 'OPEN' ? null : toOrganizationId(toDistrictCode(areaPath), 'GOVERNANCE'),
  correction: state === 'OPEN' ? null : correction,
  verified_on: state === 'VERIFIED' ? verifiedOn : null,
  verified_by_id: state === 'VERIFIED' ? ids.cityOffice : null,
});
