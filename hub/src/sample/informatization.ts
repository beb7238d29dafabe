import { ledgerKinds, makeBaseRecords } from './base-records.js';
import { addDays } from './calendar.js';
import { makeDatasetMonths, modules } from './dataset-months.js';
import { toDistrictCode, type Area, type AreaLevel } from './divisions.js';
import { createRandom, divide, type Random } from './random.js';
import type { PlannedCenter, Roster } from './roster.js';
import { toTable, type SampleTable, type Value } from './table.js';
import { makeProjects } from './projects.js';
import { makeSituationReports } from './situation.js';
import { makeSessions } from './video-net.js';

const platforms: readonly (readonly [id: string, kind: string, name: string])[] = [
  ['N1', 'GOVERNANCE_INFORMATION', '综治信息平台'],
  ['N2', 'GRID_SERVICE', '网格化服务管理平台'],
  ['N3', 'VIDEO_SHARING', '公共安全视频监控共享平台'],
  ['N4', 'VIDEO_CONFERENCE', '综治视联网平台'],
];

/** The modules of GB/T 31000 that may be held here, with their share of all records. */
const definitions: readonly (readonly [id: string, category: string, name: string, share: number])[] = [
  ['B01', '机构队伍', '综治机构', 6],
  ['B02', '机构队伍', '综治队伍与群防群治组织', 10],
  ['B03', '实有人口', '实有人口（仅计数）', 780],
  ['B04', '实有人口', '实有房屋（仅计数）', 160],
  ['B05', '社会组织', '社会组织', 8],
  ['B06', '社会治安', '重点地区排查整治', 4],
  ['B07', '矛盾纠纷排查', '矛盾纠纷（不含当事人）', 22],
  ['B08', '校园周边安全', '学校及周边', 6],
  ['B09', '护路护线', '护路护线', 4],
];

const reasons = {
  PARTIAL: ['只开通查询权限', '只接入部分模块', '专线带宽不足', '终端未配齐'],
  NONE: ['专线未开通', '机房未验收', '尚未列入年度计划', '等待上级平台分配节点'],
} as const;

interface SampleConnection {
  readonly center_id: string;
  readonly platform_id: string;
  readonly path: string;
  readonly level: AreaLevel;
  readonly status: 'NONE' | 'PARTIAL' | 'FULL';
  readonly since: string | null;
  readonly reason: string | null;
  readonly version: number;
  readonly provenance: string;
}

const cityRecords = 17_000_000;
/** The report gives one district's count, as "over 800,000". */
const boundedDistrict = '210203';
const boundedRecords = 812_460;
const nodes: Partial<Record<AreaLevel, number>> = { DISTRICT: 13, STREET: 55, COMMUNITY: 14 };

export function makeInformatization(roster: Roster, seed: number, anchorDate: string): SampleTable[] {
  const { built, communities } = roster;
  const random = createRandom(seed, 'informatization');
  const withNode = Object.entries(nodes).flatMap(([level, count]) =>
    random.sample(built.filter(({ area }) => area.level === level), count).sort(byPath));
  const nodeIds = new Set(withNode.map(({ id }) => id));
  const histories = createRandom(seed, 'connection history');
  const connections = built.flatMap(({ id, area }) => platforms.map(([platform, kind]): SampleConnection => {
    const status = drawStatus(kind, area, nodeIds.has(id), random);
    return {
      center_id: id, platform_id: platform, path: area.path, level: area.level, status,
      since: status === 'NONE' ? null : addDays('2016-06-01', random.int(0, 570)),
      reason: status === 'FULL' ? null : histories.pick(reasons[status]),
      // Half of what is whole now was connected in part before.
      version: status === 'FULL' && histories.chance(0.5) ? 2 : 1, provenance: 'SAMPLE',
    };
  }));
  const baseData = makeBaseData(communities, random, anchorDate);
  return [
    toTable('info_platform', platforms.map(([id, kind, name]) => ({ id, kind, name, provenance: 'REPORT' }))),
    toTable('connected_center', built.map(({ id, area }) => ({ center_id: id, area_path: area.path, level: area.level }))),
    toTable('platform_connection', connections.map(({ path, level, ...connection }) => ({ ...connection, area_path: path, level }))),
    toTable('connection_change', connections.flatMap((connection) => makeChanges(connection, histories))),
    toTable('video_net_node', withNode.map(({ id, area }) => ({
      id: `V${area.code}`, center_id: id, area_path: area.path, level: area.level,
      // How many there are is the report's; which ones is ours, but that all districts are among them.
      opened_on: addDays('2017-03-01', random.int(0, 300)), provenance: area.level === 'DISTRICT' ? 'REPORT' : 'SAMPLE',
    }))),
    makeSessions(withNode, seed, anchorDate),
    makeSituationReports(roster, seed, anchorDate),
    ...makeProjects(roster, seed, anchorDate),
    toTable('dataset_definition', definitions.map(([id, category, name]) => ({
      id, category, name, standard: 'GB/T 31000-2015', provenance: 'PUBLIC', ledger_kind: ledgerKinds.get(id) ?? null,
    }))),
    toTable('dataset_module', modules.map(([category, nameEn, scope, reason = null], at) =>
      ({ category, position: at + 1, name_en: nameEn, scope, reason, provenance: 'PUBLIC' }))),
    makeBaseRecords(roster, seed, anchorDate),
    baseData,
    makeDatasetMonths(baseData, createRandom(seed, 'dataset months')),
  ];
}

const byPath = (one: PlannedCenter, other: PlannedCenter) => (one.area.path < other.area.path ? -1 : 1);

function drawStatus(kind: string, { level }: Area, hasNode: boolean, random: Random): 'NONE' | 'PARTIAL' | 'FULL' {
  if (kind === 'VIDEO_CONFERENCE') return hasNode ? 'FULL' : random.chance(level === 'COMMUNITY' ? 0.12 : 0.3) ? 'PARTIAL' : 'NONE';
  if (level === 'CITY') return 'FULL';
  const share = { GOVERNANCE_INFORMATION: 0.9, GRID_SERVICE: 0.8, VIDEO_SHARING: 0.55 }[kind] ?? 0;
  const full = level === 'COMMUNITY' ? share - 0.1 : share;
  return random.weighted([['FULL', full], ['PARTIAL', (1 - full) * 0.6], ['NONE', (1 - full) * 0.4]]);
}

/** Every version of a connection up to the one that it has. */
function makeChanges({ center_id, platform_id, status, since, reason, version, provenance }: SampleConnection, random: Random) {
  const key = { center_id, platform_id };
  const toRecorded = (date: string) => `${date}T10:00:00+08:00`;
  const last = { ...key, version, status, since, reason, recorded_at: toRecorded(since ?? '2016-06-01'), provenance };
  if (version === 1 || since === null) return [last];
  const before = addDays(since, -random.int(30, 200));
  return [
    { ...key, version: 1, status: 'PARTIAL', since: before, reason: random.pick(reasons.PARTIAL), recorded_at: toRecorded(before), provenance },
    last,
  ];
}

/** Counts per community that sum to exactly what the report says of the city. */
function makeBaseData(communities: readonly Area[], random: Random, anchorDate: string): SampleTable {
  const isBounded = ({ path }: Area) => toDistrictCode(path) === boundedDistrict;
  const groups = [
    { areas: communities.filter(isBounded), total: boundedRecords, qualifier: 'AT_LEAST' },
    { areas: communities.filter((area) => !isBounded(area)), total: cityRecords - boundedRecords, qualifier: 'EXACT' },
  ];
  const share = (low: number) => Math.round((low + random.next() * (1 - low)) * 1_000) / 1_000;
  const rows = groups.flatMap(({ areas, total, qualifier }) => {
    const cells = areas.flatMap((area) => {
      const size = 0.4 + random.next();
      return definitions.map(([id, , , part]) => ({ area, id, weight: size * part * (0.8 + 0.4 * random.next()) }));
    });
    const counts = divide(total, cells.map(({ weight }) => weight));
    return cells.map(({ area, id }, at): Record<string, Value> => ({
      area_path: area.path, definition_id: id, record_count: counts[at] ?? 0, qualifier,
      completeness: share(0.82), accuracy: share(0.86), baseline_clarity: share(0.75), situation_clarity: share(0.7),
      counted_at: `${addDays(anchorDate, -random.int(1, 30))}T18:00:00+08:00`, provenance: 'SAMPLE',
    }));
  });
  return toTable('base_dataset', rows);
}
