import { cityCode } from './divisions.js';
import { ids } from './organizations.js';
import { toTable, type SampleTable } from './table.js';

/** What the report of 8 January 2018 says: figures, policies and promises. */
export function makeReport(): SampleTable[] {
  const report = 'R2018-01';
  const figures: readonly (readonly [metric: string, level: string | null, value: number, unit: string, statement: string, more?: { area?: string; qualifier?: string }])[] = [
    ['CENTERS_BUILT', 'DISTRICT', 13, '个', '建成区市县（先导区）综治中心13个'],
    ['CENTERS_BUILT', 'STREET', 158, '个', '建成街道（乡镇）综治中心158个'],
    ['CENTERS_BUILT', 'COMMUNITY', 1_387, '个', '建成社区（村）综治中心（站）1387个'],
    ['COVERAGE', null, 80, '%', '综治中心覆盖率80%'],
    ['VIDEO_NET_NODES', 'DISTRICT', 13, '个', '综治视联网开通区市县（先导区）13个'],
    ['VIDEO_NET_NODES', 'STREET', 55, '个', '综治视联网开通街道（乡镇）55个'],
    ['VIDEO_NET_NODES', 'COMMUNITY', 14, '个', '综治视联网开通社区（村）14个'],
    ['BASE_DATA_RECORDS', null, 17_000_000, '条', '基础数据库数据1700万条'],
    ['BASE_DATA_RECORDS', null, 800_000, '条', '西岗区基础数据80余万条', { area: '210203', qualifier: 'AT_LEAST' }],
    ['VIDEO_CHANNELS', null, 25_000, '路', '整合公共视频资源和公安视频资源2.5万路'],
    ['COVERED_LENGTH', null, 15, '公里', '旅顺口区高清摄像头覆盖15公里', { area: '210212' }],
  ];
  const policies = [
    { id: 'P1', title: '社会治安防控体系发展规划（2016-2020）', code: null, status: 'ISSUED', issuer_id: null, issued_on: null },
    { id: 'P2', title: '关于统筹推进四项重点建设的实施意见', code: null, status: 'DRAFTED', issuer_id: null, issued_on: null },
    { id: 'P3', title: '全面推进三级综治中心（站）建设与管理规范的实施方案', code: null, status: 'ISSUED', issuer_id: ids.cityOffice, issued_on: null },
    { id: 'P4', title: '社会治安综合治理 综治中心建设与管理规范', code: 'GB/T 33200-2016', status: 'ISSUED', issuer_id: null, issued_on: '2016-09-30' },
  ];
  return [
    toTable('policy_document', policies.map((one) => ({ ...one, provenance: one.code === null ? 'REPORT' : 'PUBLIC' }))),
    // 规范 in its title is that of the national standard.
    toTable('policy_relation', [{ from_id: 'P3', to_id: 'P4', kind: 'IMPLEMENTS' }]),
    toTable('area_commitment', [
      { id: 'M1', area_code: cityCode, body: '市委', text: '把四项重点建设列入重要议事日程', year: 2018, provenance: 'REPORT' },
      { id: 'M2', area_code: cityCode, body: '市政府', text: '把四项重点建设列入年度经济社会发展计划', year: 2018, provenance: 'REPORT' },
    ]),
    toTable('pilot_programme', [
      { id: 'T1', area_code: cityCode, title: '标准化建设试点地区', named_by_id: ids.provincialCommittee, provenance: 'REPORT' },
    ]),
    toTable('survey_round', [{
      id: 'W2018', title: '四项重点建设摸底调查', organizer_id: ids.provincialOffice, as_of: null, state: 'CLOSED', provenance: 'REPORT',
    }]),
    toTable('report', [{
      id: report, title: '全市推进四项重点建设情况报告', author_id: ids.cityOffice, recipient_id: ids.provincialOffice,
      reported_on: '2018-01-08', survey_round_id: 'W2018', provenance: 'REPORT',
    }]),
    toTable('reported_figure', figures.map(([metric, level, value, unit, statement, { area = cityCode, qualifier = 'EXACT' } = {}], at) => ({
      id: `${report}-${String(at + 1).padStart(2, '0')}`, report_id: report, area_code: area, metric, level, value,
      // The report names no denominator for any of its figures.
      denominator: null, unit, qualifier, statement, provenance: 'REPORT',
    }))),
  ];
}
