import { toSearchKey } from '@sizhu/centers';
import { makeAssessment } from './assessment.js';
import { addDays } from './calendar.js';
import { makeCenterSteps, toStepTable } from './center-life.js';
import { drawChecks, makeCompliance } from './compliance.js';
import { cityCode, toAreaTable, toPlaceName, type Area } from './divisions.js';
import { makeEquipment } from './equipment.js';
import { planFormerCenters, toClosedCenter } from './former-centers.js';
import { makeInspections } from './inspections.js';
import { makeOrganizations, toOrganizationId } from './organizations.js';
import { createRandom, type Random } from './random.js';
import { makeReport } from './report.js';
import { planRosterHistory } from './roster-changes.js';
import { isStoried, toCenterId, type PlannedCenter, type Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';
import { makeWork } from './work.js';

export { addDays } from './calendar.js';

const functions = ['HUB', 'GRID_SERVICE', 'VIDEO_SHARING', 'DISPUTE_RESOLUTION', 'INFORMATION_APPLICATION', 'SOCIAL_MOBILIZATION'];
const capabilities = ['SITUATION_INFO', 'ANALYSIS_WARNING', 'COMMAND_DISPATCH', 'GRID_MANAGEMENT'];
const mechanisms = ['COORDINATION', 'DISPUTE_RESOLUTION', 'SECURITY_PREVENTION', 'SERVICE_LINKAGE'];
/** Named for the city center only; that the other tiers have the same ones is our assumption. */
const rooms: readonly (readonly [string, string])[] = [
  ['COORDINATION', '综合协调室'], ['COMMAND_DISPATCH', '指挥调度室'], ['SECURITY_PREVENTION', '治安防控室'],
  ['GRID_MANAGEMENT', '网格管理室'], ['GOVERNANCE_RESEARCH', '综治理论研究室'],
];
const demonstrations = ['210203', '210212', '210214', '210204009'];

export function makeCenters(roster: Roster, seed: number, anchorDate: string): SampleTable[] {
  const random = createRandom(seed, 'centers');
  const { centers, built } = roster;
  const history = planRosterHistory(roster, seed, anchorDate);
  const year = Number(anchorDate.slice(0, 4));
  const pathOf = (areaCode: string) => roster.areaByCode.get(areaCode)?.path ?? areaCode;
  const centerRows = centers.map((center) => withSearchKey(toCenterRow(center, random, anchorDate)));
  const steps = makeCenterSteps(centers, centerRows, { seed, anchorDate });
  const former = planFormerCenters({ roster, ended: history.ended, steps, seed, anchorDate });
  return [
    toAreaTable(roster.areas, history),
    ...history.tables,
    makeOrganizations(roster),
    toTable('center', [...centerRows, ...former.closed.map((closed) => withSearchKey(toClosedCenter(closed, anchorDate)))]),
    toStepTable([...steps, ...former.steps]),
    toTable('room', built.flatMap(({ id, area }) => rooms.map(([type, name], at) => ({
      id: `${id}-R${at + 1}`, center_id: id, type, name, provenance: toProvenance(area),
    })))),
    toTable('resident_unit', built.flatMap(({ id, area }) => toResidents(area).map((organization) => ({
      center_id: id, organization_id: organization,
    })))),
    toTable('staffing_record', built.flatMap(({ id, area }) => toStaffing(area, random).map(([source, headcount]) => ({
      center_id: id, source, area_path: area.path, headcount, ended_on: null as string | null, provenance: 'SAMPLE',
    }))).concat(former.posts)),
    toTable('funding_record', built.flatMap(({ id, area }) => toFunding(area, random).map(([source, purpose, amount]) => ({
      center_id: id, year, source, purpose, area_path: area.path, amount_yuan: amount, provenance: 'SAMPLE',
    })))),
    ...makeCompliance(built.map((center) => drawChecks(center, random, anchorDate)), seed, anchorDate),
    ...makeInspections(roster, seed, anchorDate),
    ...makeAssessment(anchorDate),
    toTable('rule_document', built.flatMap(({ id, area }) => [
      ['DUTY', '工作职责'], ['POLICY', '工作制度'], ['PROCESS', '工作流程'], ['FLOWCHART', '矛盾纠纷化解流程图'],
    ].map(([kind = '', title = ''], at) => ({
      id: `${id}-D${at + 1}`, center_id: id, kind, title, posted_on_wall: isStoried(area) || random.chance(0.92), provenance: 'SAMPLE',
    })))),
    toTable('work_ledger', built.filter(({ area }) => area.level !== 'COMMUNITY' || random.chance(0.2)).flatMap(({ id }) =>
      ['矛盾纠纷排查台帐', '重点部位巡查台帐'].map((title, at) => ({
        id: `${id}-L${at + 1}`, center_id: id, title, entries: random.int(12, 480),
        updated_on: addDays(anchorDate, -random.int(0, 40)), provenance: 'SAMPLE',
      })))),
    ...makeEquipment(built, seed, anchorDate),
    toTable('demonstration_site', demonstrations.map((code) => ({
      center_id: toCenterId(code), area_path: pathOf(code), level: code.length === 6 ? 'DISTRICT' : 'STREET',
      note: code.length === 6 ? '区级综治中心示范点' : '街道综治中心示范点', provenance: 'REPORT',
    }))),
    toTable('practice_case', [
      {
        id: 'K1', center_id: toCenterId('210203'), title: '西岗区综治中心的三个角色', slogan: '指挥部、统战部、信息部',
        summary: '区综治中心统一指挥调度，联动各部门和社会力量，汇集基础数据80余万条。', presented_at: '中央综治办专题论坛', provenance: 'REPORT',
      },
      {
        id: 'K2', center_id: toCenterId('210204011'), title: '李家街道一格多用', slogan: '一格多用、职能融合、工作联动',
        summary: '一个网格承担多个部门的职能，把服务送到最后一公里。', presented_at: null, provenance: 'REPORT',
      },
      {
        id: 'K3', center_id: toCenterId('210212'), title: '旅顺口区视频巡逻', slogan: null,
        summary: '15公里路段由高清摄像头覆盖，实时视频巡逻防控。', presented_at: null, provenance: 'REPORT',
      },
    ]),
    toTable('construction_project', [{
      id: 'J1', center_id: toCenterId(cityCode), title: '市综治中心建设扩容', status: 'UNDER_WAY', floor_area_m2: 120, provenance: 'REPORT',
    }]),
    ...makeReport(),
    ...makeWork(roster, seed, anchorDate),
  ];
}

const toProvenance = ({ level }: Area) => (level === 'CITY' ? 'REPORT' : 'SAMPLE');

const withSearchKey = <Row extends { readonly name: string }>(row: Row) => ({ ...row, search_key: toSearchKey(row.name) });

function toCenterRow({ id, area, status }: PlannedCenter, random: Random, anchorDate: string) {
  const { level, path } = area;
  const stands = status === 'BUILT' || status === 'OPERATING';
  const isCity = level === 'CITY';
  const place = isCity ? '市' : toPlaceName(area);
  const ranges = { DISTRICT: [160, 620], STREET: [80, 260], COMMUNITY: [30, 110], CITY: [120, 120], PROVINCE: [0, 0] } as const;
  const [low, high] = ranges[level];
  const isFull = isCity || isStoried(area);
  const share = { DISTRICT: 6, STREET: 5, COMMUNITY: 4, CITY: 6, PROVINCE: 0 }[level];
  return {
    id, area_code: area.code, area_path: path,
    name: isCity ? '大连市综治中心' : `${place}综治${level === 'COMMUNITY' ? '站' : '中心'}`,
    level, kind: level === 'COMMUNITY' ? 'STATION' : 'CENTER', status,
    built_on: stands ? addDays('2015-03-01', random.int(0, 1_020)) : null,
    floor_area_m2: stands ? random.int(low, high) : null,
    layout: stands ? (level === 'DISTRICT' ? 'TWO_AREAS_FIVE_ROOMS' : 'ONE_AREA_FIVE_ROOMS') : null,
    functions: stands ? functions.slice(0, share) : [],
    capabilities: stands && (isCity || level === 'DISTRICT') ? capabilities : [],
    mechanisms: stands ? mechanisms : [],
    operating_model: stands && level !== 'COMMUNITY' ? 'OFFICE_SYSTEM_N' : null,
    director_post: stands ? `${place}综治办负责人` : null,
    signage_unified: stands && (isFull || random.chance(0.9)),
    signage_hung: stands && (isFull || random.chance(0.94)),
    realized: stands && (isFull || random.chance(0.88)),
    operational: status === 'OPERATING' && (isFull || random.chance(0.8)),
    effective: status === 'OPERATING' && (isFull || random.chance(0.65)),
    provenance: toProvenance(area), updated_at: `${anchorDate}T00:00:00+08:00`,
  };
}

function toResidents({ level, code }: Area): string[] {
  if (level === 'CITY') return ['POLICE', 'JUSTICE', 'CIVIL', 'EMERGENCY'].map((duty) => toOrganizationId(code, duty));
  return level === 'DISTRICT' ? [toOrganizationId(code, 'HOUSING')] : [];
}

function toStaffing({ level }: Area, random: Random): (readonly [string, number])[] {
  // Six in all, from three sources; how many from each is our assumption.
  if (level === 'CITY') return [['SECONDED', 3], ['GRADUATE_PROGRAMME', 2], ['VENDOR', 1]];
  if (level === 'DISTRICT') return [['SECONDED', random.int(2, 4)], ['PURCHASED_SERVICE', random.int(3, 8)]];
  if (level === 'STREET') return [['SECONDED', random.int(1, 2)], ['PURCHASED_SERVICE', random.int(2, 5)]];
  return [['PURCHASED_SERVICE', random.int(1, 3)]];
}

function toFunding({ level }: Area, random: Random): (readonly [source: string, purpose: string, yuan: number])[] {
  const scale = { CITY: 20, DISTRICT: 9, STREET: 3, COMMUNITY: 1, PROVINCE: 0 }[level];
  const draw = (low: number, high: number) => random.int(low, high) * 100 * scale;
  return [
    ['GOVERNMENT', 'OPERATION', draw(120, 420)],
    ['GOVERNMENT', 'PAY', draw(300, 900)],
    ['GOVERNMENT', 'ALLOWANCE', draw(30, 120)],
    ...(random.chance(0.15) ? [['GOVERNMENT', 'CONSTRUCTION', draw(200, 1_500)] as const] : []),
    ...(random.chance(0.12) ? [['DEPARTMENT', 'OPERATION', draw(20, 160)] as const] : []),
    ...(random.chance(0.06) ? [['SOCIAL', 'OPERATION', draw(10, 80)] as const] : []),
    ...(random.chance(0.03) ? [['MARKET', 'CONSTRUCTION', draw(50, 400)] as const] : []),
  ];
}
