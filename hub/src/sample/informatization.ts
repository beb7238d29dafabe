import type { SampleCenter } from './centers.js';
import type { Area } from './divisions.js';
import type { Random } from './random.js';
import { table, type SampleTable } from './table.js';

const PLATFORMS = [
  ['P-INFORMATION', 'GOVERNANCE_INFORMATION', '综治信息平台'], ['P-GRID', 'GRID_SERVICE', '网格化服务管理平台'],
  ['P-VIDEO', 'VIDEO_SHARING', '公共安全视频监控共享平台'], ['P-CONFERENCE', 'VIDEO_CONFERENCE', '综治视联网平台'],
] as const;
/** Centers with an open node of the video-conference network, as the report says. */
const NODES: Readonly<Record<string, number>> = { DISTRICT: 13, STREET: 55, COMMUNITY: 14 };
const DATASETS = [
  ['GB-01', '机构队伍', '综治机构'], ['GB-02', '实有人口', '人口计数'], ['GB-03', '社会组织', '社会组织'],
  ['GB-06', '社会治安', '重点地区整治'], ['GB-07', '矛盾纠纷排查', '矛盾纠纷'], ['GB-08', '校园周边安全', '学校及周边'],
  ['GB-09', '护路护线', '线路'],
] as const;
const SHARES = [0.004, 0.9, 0.01, 0.016, 0.02, 0.02, 0.03];
const TOTAL_RECORDS = 17_000_000;
const XIGANG_RECORDS = 806_000;

export function informatizationTables(
  areas: readonly Area[], centers: readonly SampleCenter[], anchor: Date, random: Random,
): readonly SampleTable[] {
  const standing = centers.filter(({ built }) => built);
  const nodes = Object.entries(NODES).flatMap(([level, count]) => random.sample(standing.filter(({ area }) => area.level === level), count));
  const withNode = new Set(nodes);
  return [
    table('info_platform', 'id kind name provenance', PLATFORMS.map((platform) => [...platform, 'REPORT'])),
    table('connected_center', 'center_id area_path level', standing.map(({ id, area }) => [id, area.path, area.level])),
    table('platform_connection', 'center_id platform_id area_path level status since provenance', standing.flatMap((center) =>
      PLATFORMS.map(([platform, kind]) => {
        const { id, area } = center;
        const status = kind === 'VIDEO_CONFERENCE'
          ? (withNode.has(center) ? 'FULL' : 'NONE')
          : kind === 'VIDEO_SHARING' ? random.weighted({ FULL: 55, PARTIAL: 35, NONE: 10 }) : random.weighted({ FULL: 85, PARTIAL: 10, NONE: 5 });
        return [id, platform, area.path, area.level, status, status === 'NONE' ? null : '2017-10-01', 'SAMPLE'];
      }))),
    table('video_net_node', 'id center_id area_path level opened_on provenance', nodes.map(({ id, area }) =>
      [`N${area.code}`, id, area.path, area.level, '2017-11-01', 'REPORT'])),
    table('dataset_definition', 'id category name standard provenance', DATASETS.map((dataset) => [...dataset, 'GB/T 31000-2015', 'PUBLIC'])),
    table('base_dataset', 'area_path definition_id record_count qualifier completeness accuracy baseline_clarity situation_clarity counted_at provenance',
      shareRecords(areas, random).map(([area, definition, count, isLowerBound]) => [
        area.path, definition, count, isLowerBound ? 'AT_LEAST' : 'EXACT', random.integer(85, 100) / 100, random.integer(85, 100) / 100,
        random.integer(80, 100) / 100, random.integer(80, 100) / 100, anchor, 'SAMPLE',
      ])),
  ];
}

type DatasetCount = readonly [area: Area, definition: string, count: number, isLowerBound: boolean];

/** Divides the report's totals over communities and data sets, so that they add up to the record. */
function shareRecords(areas: readonly Area[], random: Random): DatasetCount[] {
  const communities = areas.filter(({ level }) => level === 'COMMUNITY');
  const xigang = communities.filter(({ path }) => path.includes('/210203/'));
  const others = communities.filter((area) => !xigang.includes(area));
  return [...divide(xigang, XIGANG_RECORDS, true, random), ...divide(others, TOTAL_RECORDS - XIGANG_RECORDS, false, random)];
}

function divide(areas: readonly Area[], records: number, isLowerBound: boolean, random: Random): DatasetCount[] {
  const parts = areas.flatMap((area) => DATASETS.map(([definition], index) =>
    ({ area, definition, weight: (SHARES[index] ?? 0) * (0.5 + random.next()) })));
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  let rest = records;
  return parts.map((part, index) => {
    const count = index === parts.length - 1 ? rest : Math.floor((records * part.weight) / weight);
    rest -= count;
    return [part.area, part.definition, count, isLowerBound];
  });
}
