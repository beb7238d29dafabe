import { CITY, type Area } from './divisions.js';
import { table, type SampleTable, type Value } from './table.js';

export const DEPARTMENTS: readonly (readonly [string, string])[] = [
  ['O-HOUSING', '市住建局'], ['O-POLICE', '市公安局'], ['O-JUSTICE', '市司法局'], ['O-CIVIL', '市民政局'], ['O-EMERGENCY', '市应急局'],
  ['O-URBAN', '市城管局'],
];

const FIGURES: readonly (readonly [string, string, string | null, number, string, string, string])[] = [
  [CITY, 'centers.built', 'DISTRICT', 13, '个', 'EXACT', '区市县（先导区）综治中心 13 个'],
  [CITY, 'centers.built', 'STREET', 158, '个', 'EXACT', '街道（乡镇）综治中心（站）158 个'],
  [CITY, 'centers.built', 'COMMUNITY', 1_387, '个', 'EXACT', '社区（村）综治中心（站）1,387 个'],
  [CITY, 'centers.coverage', null, 80, '%', 'EXACT', '覆盖率 80%'],
  [CITY, 'center.floorAreaM2', 'CITY', 120, '平方米', 'EXACT', '市综治中心 120 平方米'],
  [CITY, 'center.staffCount', 'CITY', 6, '名', 'EXACT', '市综治中心工作人员 6 名'],
  [CITY, 'videoNet.opened', 'DISTRICT', 13, '个', 'EXACT', '综治视联网开通 13 个区市县'],
  [CITY, 'videoNet.opened', 'STREET', 55, '个', 'EXACT', '综治视联网开通 55 个街道'],
  [CITY, 'videoNet.opened', 'COMMUNITY', 14, '个', 'EXACT', '综治视联网开通 14 个社区'],
  [CITY, 'baseData.recordCount', null, 17_000_000, '条', 'EXACT', '基础数据 1700 万条'],
  ['210203', 'baseData.recordCount', null, 800_000, '条', 'AT_LEAST', '西岗区 80 余万条'],
  [CITY, 'channels.registered', null, 25_000, '路', 'EXACT', '整合公共、公安视频资源 2.5 万路'],
  ['210212', 'segment.lengthKm', null, 15, '公里', 'EXACT', '旅顺口区 15 公里高清摄像头'],
];

/** Organizations, policies and the report itself. Figures are restated, not quoted. */
export function referenceTables(areas: readonly Area[]): readonly SampleTable[] {
  const districts = areas.filter(({ level }) => level === 'DISTRICT');
  const organizations: Value[][] = [
    ['O-PROVINCE-OFFICE', '省综治办', 'GOVERNANCE_OFFICE', '21', null, 'REPORT'],
    ['O-PROVINCE-COMMITTEE', '省综治委', 'GOVERNANCE_COMMITTEE', '21', null, 'REPORT'],
    ['O-CITY-OFFICE', '市综治办', 'GOVERNANCE_OFFICE', CITY, null, 'REPORT'],
    ['O-CITY-PARTY', '市委', 'PARTY_COMMITTEE', CITY, null, 'REPORT'],
    ['O-CITY-GOVERNMENT', '市政府', 'GOVERNMENT', CITY, null, 'REPORT'],
    ['O-CITY-SERVICE', '市公共行政服务中心', 'PUBLIC_INSTITUTION', CITY, null, 'REPORT'],
    ...DEPARTMENTS.map(([id, name]) => [id, name, 'DEPARTMENT', CITY, null, 'SAMPLE']),
    ...districts.map(({ code, name }) => [`O-${code}`, `${name}综治办`, 'GOVERNANCE_OFFICE', code, null, 'SAMPLE']),
  ];
  return [
    table('organization', 'id name kind area_code successor_id provenance', organizations),
    table('resident_unit', 'center_id organization_id', DEPARTMENTS.slice(0, 4).map(([id]) => [`C${CITY}`, id])),
    table('area_commitment', 'id area_code body text year provenance', districts.map(({ code }) =>
      [`K-${code}`, code, '党委、政府', '列入重要议事日程和年度经济社会发展计划', 2017, 'REPORT'])),
    table('pilot_programme', 'id area_code title named_by_id provenance', [['T1', CITY, '标准化建设试点地区', 'O-PROVINCE-COMMITTEE', 'REPORT']]),
    table('policy_document', 'id title code status issuer_id provenance', [
      ['D1', '社会治安防控体系发展规划（2016-2020）', null, 'ISSUED', null, 'REPORT'],
      ['D2', '关于统筹推进四项重点建设的实施意见', null, 'ISSUED', null, 'REPORT'],
      ['D3', '综治中心建设与管理规范', 'GB/T 33200-2016', 'ISSUED', null, 'REPORT'],
      ['D4', '三级综治中心（站）建设与管理规范的实施方案', null, 'ISSUED', null, 'REPORT'],
    ]),
    table('report', 'id title author_id recipient_id reported_on provenance', [
      ['R2018', '四项重点建设情况报告', 'O-CITY-OFFICE', 'O-PROVINCE-OFFICE', '2018-01-08', 'REPORT'],
    ]),
    table('reported_figure', 'id report_id area_code metric level value denominator unit qualifier statement', FIGURES.map(
      ([areaCode, metric, level, value, unit, qualifier, statement], index) =>
        [`F${String(index + 1).padStart(2, '0')}`, 'R2018', areaCode, metric, level, value, null, unit, qualifier, statement],
    )),
  ];
}
