import { choice, code, integer, number, optional, required, text, type ImportKind } from './import-kind.js';

export const informatizationKinds: readonly ImportKind[] = [
  {
    name: 'connections', zh: '平台接入', pillar: 'informatization', table: 'platform_connection', key: ['centerId', 'platformId'],
    columns: [
      required('centerId', '中心编号', { kind: 'center' }),
      required('platformId', '平台编号', code('P1'), { references: { table: 'info_platform', column: 'id' } }),
      required('status', '接入状态', choice({ NONE: '未接入', PARTIAL: '部分接入', FULL: '全部接入' })),
      optional('since', '接入日期', { kind: 'day' }),
    ],
    derive: ({ centerId }, { centers }) => {
      const { path, level } = centers.get(String(centerId))!;
      return { area_path: path, level };
    },
    before: ['INSERT INTO connected_center (center_id, area_path, level) SELECT DISTINCT center_id, area_path, level FROM incoming ON CONFLICT DO NOTHING'],
  },
  {
    name: 'dataset-counts', zh: '基础数据计数', pillar: 'informatization', table: 'base_dataset', key: ['areaCode', 'definitionId'],
    columns: [
      required('areaCode', '区划代码', { kind: 'area' }, { field: null }),
      required('definitionId', '数据集编号', code('population'), { references: { table: 'dataset_definition', column: 'id' } }),
      required('recordCount', '记录数', integer(0, 2_000_000_000)),
      required('qualifier', '口径', choice({ EXACT: '准确', AT_LEAST: '不少于' })),
      optional('completeness', '完整率', number(0, 1)),
      optional('accuracy', '准确率', number(0, 1)),
      optional('baselineClarity', '底数清', number(0, 1)),
      optional('situationClarity', '情况明', number(0, 1)),
      required('countedAt', '统计时间', { kind: 'moment' }),
    ],
    derive: ({ areaCode }, { areas }) => ({ area_path: areas.get(String(areaCode))!.path }),
  },
  {
    name: 'base-records', zh: '基础数据台账', pillar: 'informatization', table: 'base_record', key: ['id'],
    columns: [
      required('id', '记录编号', code('B04-210203001001-00001')),
      required('definitionId', '数据集编号', code('B04'), { references: { table: 'dataset_definition', column: 'id', carry: {
        column: 'ledger_kind', field: 'kind', missing: 'is a data set of which only counts are held: leave its records out, the hub holds no personal data.',
      } } }),
      required('name', '名称', text(100)),
      required('areaCode', '区划代码', { kind: 'area' }, { field: null }),
      required('updatedAt', '更新时间', { kind: 'moment' }),
    ],
    derive: ({ areaCode }, { areas }) => ({ area_path: areas.get(String(areaCode))!.path }),
  },
];
