import { DEPARTMENTS } from './reference.js';
import { centerFor, type CenterIndex } from './center-index.js';
import type { Area } from './divisions.js';
import { eventHistory, deadline, MINUTE_MS, DAY_MS } from './histories.js';
import { placeIn } from './places.js';
import type { Random } from './random.js';
import { table, type SampleTable, type Value } from './table.js';

export interface GridSizes {
  readonly events: number;
  readonly disputes: number;
}

const GRID_FUNCTIONS = ['PARTY_BUILDING', 'PUBLIC_SECURITY', 'CIVIL_AFFAIRS', 'URBAN_MANAGEMENT', 'FIRE_SAFETY', 'ENVIRONMENT', 'DISPUTE_SCREENING', 'CONVENIENCE_SERVICE'];
const SUBCATEGORIES: readonly (readonly [string, string, string, string])[] = [
  ['FIRE', '消防隐患', 'Fire hazard', 'SECURITY_HAZARD'], ['BUILDING', '房屋安全', 'Building safety', 'SECURITY_HAZARD'],
  ['WORK', '安全生产', 'Work safety', 'SECURITY_HAZARD'], ['POLLUTION', '环境污染', 'Pollution', 'SECURITY_HAZARD'],
  ['NEIGHBOUR', '邻里矛盾', 'Neighbours', 'DISPUTE'], ['PROPERTY', '物业矛盾', 'Property service', 'DISPUTE'],
  ['HOUSING', '住房', 'Housing', 'LIVELIHOOD_SERVICE'], ['TRAFFIC', '交通', 'Traffic', 'LIVELIHOOD_SERVICE'],
  ['MEDICAL', '医疗', 'Medical care', 'LIVELIHOOD_SERVICE'], ['OTHER', '其他', 'Other', 'OTHER'],
];
const DISPUTE_KINDS = ['婚姻家庭', '邻里', '房屋宅基地', '合同', '生产经营', '损害赔偿', '山林土地', '征地拆迁', '环境污染', '劳动争议', '医疗', '道路交通', '物业', '消防', '其他'];
const DISPUTE_KINDS_EN = ['Family', 'Neighbours', 'Housing plot', 'Contract', 'Business', 'Damages', 'Forest and land', 'Land taking', 'Pollution', 'Labour', 'Medical', 'Road traffic', 'Property service', 'Fire', 'Other'];
const SCALES = [['01', '个体性', 'Individual'], ['02', '一般群体性', 'Group'], ['03', '重大群体性', 'Major group']] as const;
const METHODS = [['PEOPLE', '人民调解', "People's mediation"], ['ADMINISTRATIVE', '行政调解', 'Administrative mediation'], ['JUDICIAL', '司法调解', 'Judicial mediation'],
  ['INDUSTRY', '行业调解', 'Industry mediation'], ['ARBITRATION', '仲裁', 'Arbitration'], ['LITIGATION', '诉讼', 'Litigation'], ['SETTLEMENT', '协商和解', 'Settlement']] as const;
/** Thirteen months, so that a year can be compared month by month. */
const SPAN_DAYS = 395;

export function gridTables(
  areas: readonly Area[], centers: CenterIndex, anchor: Date, sizes: GridSizes, random: Random,
): readonly SampleTable[] {
  const communities = areas.filter(({ level }) => level === 'COMMUNITY');
  const grids = communities.flatMap((area) => Array.from({ length: random.integer(3, 6) }, (_none, index) =>
    ({ id: `G${area.code}${String(index + 1).padStart(3, '0')}`, area, number: index + 1 })));
  const histories = { events: [] as Value[][], steps: [] as Value[][] };
  for (let index = 0; index < sizes.events; index += 1) addEvent(histories, index, grids, centers, anchor, random);
  return [
    table('code_value', 'scheme code name name_en version position provenance', [
      ...SUBCATEGORIES.map(([code, name, nameEn], at) => ['event-subcategory', code, name, nameEn, 'sample-1', at, 'SAMPLE']),
      ...DISPUTE_KINDS.map((name, at) => ['dispute-kind', String(at), name, DISPUTE_KINDS_EN[at] ?? name, 'sample-1', at, 'SAMPLE']),
      ...SCALES.map(([code, name, nameEn], at) => ['dispute-scale', code, name, nameEn, 'sample-1', at, 'SAMPLE']),
      ...METHODS.map(([code, name, nameEn], at) => ['resolution-method', code, name, nameEn, 'sample-1', at, 'SAMPLE']),
    ]),
    table('grid', 'id code name area_path households functions terminals terminals_active work_map_title work_map_posted provenance updated_at',
      grids.map(({ id, area, number }) => [id, id.slice(1), `${area.name}第${number}网格`, area.path, random.integer(180, 520),
        random.sample(GRID_FUNCTIONS, random.integer(3, 8)), 2, random.integer(1, 2), '网格工作图', random.chance(0.9), 'SAMPLE', anchor])),
    table('grid_post', 'grid_id role area_path posts filled provenance', grids.flatMap(({ id, area }) => [
      [id, 'CHIEF', area.path, 1, random.chance(0.98) ? 1 : 0, 'SAMPLE'],
      [id, 'WORKER', area.path, 2, random.chance(0.9) ? 2 : 1, 'SAMPLE'],
    ])),
    table('grid_event', 'id title category subcategory_code severity state origin area_path grid_id center_id responsible_id latitude longitude reported_at accepted_at due_at closed_at state_since supervision provenance', histories.events),
    table('event_step', 'event_id seq state at', histories.steps),
    table('dispute_case', 'id title kind_code scale_code method_code state result area_path center_id people_involved opened_at accepted_at due_at concluded_at provenance',
      Array.from({ length: sizes.disputes }, (_none, index) => disputeRow(index, communities, centers, anchor, random))),
  ];
}

/** More in summer and on working days. */
function moment(anchor: Date, random: Random): Date {
  for (;;) {
    const at = new Date(anchor.getTime() - random.next() * SPAN_DAYS * DAY_MS);
    const season = 0.75 + 0.25 * Math.sin(((at.getUTCMonth() - 3) / 12) * 2 * Math.PI);
    const weekday = at.getUTCDay() % 6 === 0 ? 0.6 : 1;
    if (random.chance(season * weekday)) return at;
  }
}

function addEvent(
  { events, steps }: { events: Value[][]; steps: Value[][] }, index: number,
  grids: readonly { readonly id: string; readonly area: Area }[], centers: CenterIndex, anchor: Date, random: Random,
): void {
  const id = `E${String(index + 1).padStart(7, '0')}`;
  const grid = random.pick(grids);
  const [code, name, , category] = random.pick(SUBCATEGORIES);
  const history = eventHistory(moment(anchor, random), anchor, random);
  const place = placeIn(grid.area, [random.next() * 2 - 1, random.next() * 2 - 1]);
  const responsible = history.dispatched ? (code === 'BUILDING' || code === 'HOUSING' ? 'O-HOUSING' : random.pick(DEPARTMENTS)[0]) : null;
  events.push([
    id, `${grid.area.name}${name}`, category, code, random.weighted({ I: 1, II: 6, III: 33, IV: 60 }), history.state,
    random.weighted({ GRID_PATROL: 62, PUBLIC_REPORT: 25, IOT_SENSING: 6, SUPERIOR_ORDER: 4, VIDEO_PATROL: 3 }), grid.area.path, grid.id,
    centerFor(centers, grid.area), responsible, place.latitude, place.longitude, history.reportedAt, history.acceptedAt, history.dueAt,
    history.closedAt, history.stateSince, history.supervision, 'SAMPLE',
  ]);
  history.steps.forEach(({ state, at }, seq) => steps.push([id, seq + 1, state, at]));
}

function disputeRow(index: number, communities: readonly Area[], centers: CenterIndex, anchor: Date, random: Random): readonly Value[] {
  const area = random.pick(communities);
  const kind = random.integer(0, DISPUTE_KINDS.length - 1);
  const openedAt = moment(anchor, random);
  const acceptedAt = new Date(openedAt.getTime() + random.integer(60, 2_000) * MINUTE_MS);
  const accepted = acceptedAt < anchor;
  const concludedAt = new Date(acceptedAt.getTime() + random.integer(2, 45) * DAY_MS);
  const concluded = accepted && concludedAt < anchor && random.chance(0.97);
  const result = concluded ? random.weighted({ SUCCEEDED: 93, FAILED: 7 }) : 'RESOLVING';
  return [
    `D${String(index + 1).padStart(6, '0')}`, `${area.name}${DISPUTE_KINDS[kind]}纠纷`, String(kind), random.weighted({ '01': 90, '02': 9, '03': 1 }),
    concluded || (accepted && random.chance(0.5)) ? random.pick(METHODS)[0] : null,
    concluded ? 'CONCLUDED' : accepted ? random.pick(['ACCEPTED', 'MEDIATING', 'RISK_ASSESSED', 'TRANSFERRED']) : 'REGISTERED', result,
    area.path, centerFor(centers, area), random.integer(2, 9), openedAt, accepted ? acceptedAt : null, accepted ? deadline(acceptedAt, 30) : null,
    concluded ? concludedAt : null, 'SAMPLE',
  ];
}
