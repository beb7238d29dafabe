/** For each kind, in the order in which a new city is registered: lines as a person writes them, and how each can be wrong. */
export interface KindFile {
  readonly kind: string;
  readonly table: string;
  readonly pillar: 'centers' | 'informatization' | 'grid' | 'video';
  readonly header: readonly string[];
  readonly lines: readonly (readonly string[])[];
  /** Header of a column, a wrong cell in it, and what is said of that. */
  readonly wrong: readonly (readonly [column: string, cell: string, message: RegExp])[];
}

export const FILES: readonly KindFile[] = [
  {
    kind: 'areas', table: 'area', pillar: 'centers',
    header: ['区划代码', '名称', '层级', '上级代码', '区划版本', '生效日期'],
    lines: [
      ['2199', '海州市', '市', '', '2026-01-01', '2026-01-01'],
      ['219901', '东区', '区市县', '2199', '2026-01-01', '2026年1月1日'],
      ['219901001', '一街道', '街道', '219901', '2026-01-01', '2026/1/1'],
    ],
    wrong: [['区划代码', '219', /has not the form/], ['层级', '乡', /write one of 市、/], ['上级代码', '3301', /neither in the registry/], ['生效日期', '2026-02-30', /is no day/], ['名称', '', /is empty/]],
  },
  {
    kind: 'organizations', table: 'organization', pillar: 'centers',
    header: ['单位编号', '单位名称', '单位类别', '区划代码', '承接单位编号'],
    lines: [['O219901-A', '东区住建局', '部门', '219901', ''], ['O2199-B', '市综治办', 'GOVERNANCE_OFFICE', '2199', '']],
    wrong: [['区划代码', '9999', /no area of the registry/], ['承接单位编号', 'O-none', /not in the registry/], ['单位编号', '有 空格', /is no code/]],
  },
  {
    kind: 'centers', table: 'center', pillar: 'centers',
    header: ['中心编号', '区划代码', '中心名称', '类别', '状态', '建成日期', '面积', '布局', '标识统一', '已挂牌'],
    lines: [['C2199', '2199', '海州市综治中心', '中心', '运行', '2025-03-01', '120', '一区五室', '是', '是'], ['C219901', '219901', '东区综治中心', '中心', '规划', '', '', '', '', '']],
    wrong: [['面积', '一百', /is no number/], ['面积', '-1', /outside 1 to/], ['标识统一', '也许', /neither yes nor no/], ['建成日期', '', /no 建成日期/]],
  },
  {
    kind: 'staffing', table: 'staffing_record', pillar: 'centers', header: ['中心编号', '人员来源', '人数'],
    lines: [['C2199', '综治办选派', '4'], ['C2199', '政府购买服务', '2']],
    wrong: [['人数', '2.5', /whole number/], ['人数', '', /is empty/], ['中心编号', 'C0', /no center/]],
  },
  {
    kind: 'funding', table: 'funding_record', pillar: 'centers', header: ['中心编号', '年度', '经费来源', '用途', '金额(元)'],
    lines: [['C2199', '2026', '政府保障', '中心建设', '1,200,000'], ['C2199', '2026', '政府保障', '工作运行', '300000']],
    wrong: [['年度', '1999', /outside/], ['用途', '其他', /write one of/]],
  },
  {
    kind: 'grids', table: 'grid', pillar: 'grid', header: ['网格编号', '网格编码', '网格名称', '区划代码', '户数', '终端数', '在用终端数'],
    lines: [['G1', '219901001001', '第一网格', '219901001', '300', '3', '2'], ['G2', '219901001002', '第二网格', '219901001', '', '1', '1']],
    wrong: [['在用终端数', '9', /more 在用终端数/], ['网格编码', 'x', /has not the form/]],
  },
  {
    kind: 'posts', table: 'grid_post', pillar: 'grid', header: ['网格编号', '岗位', '岗位数', '在岗数'],
    lines: [['G1', '网格长', '1', '1'], ['G1', '网格员', '3', '2']],
    wrong: [['网格编号', 'G9', /not in the registry/], ['在岗数', '7', /more 在岗数/]],
  },
  {
    kind: 'events', table: 'grid_event', pillar: 'grid',
    header: ['事件编号', '标题', '类别', '子类代码', '等级', '状态', '来源', '区划代码', '网格编号', '上报时间', '受理时间', '办理期限', '结案时间'],
    lines: [
      ['E1', '井盖缺失', '民生服务', '1', '一般', '已结案', '网格巡查', '219901001', 'G1', '2026-11-01 08:30', '2026-11-01 09:00', '2026-11-05', '2026-11-03 10:00'],
      ['E2', '路灯不亮', '民生服务', '1', '一般', '已上报', '群众上报', '219901', '', '2026-11-20T08:00:00+08:00', '', '', ''],
    ],
    wrong: [
      ['结案时间', '', /closed without one/], ['子类代码', '77', /code table event-subcategory/], ['受理时间', '2026-10-01 08:00', /out of order/],
      ['标题', '电话13800138000的住户', /identity or telephone number/], ['上报时间', '昨天', /is no moment/],
    ],
  },
  {
    kind: 'disputes', table: 'dispute_case', pillar: 'grid',
    header: ['纠纷编号', '标题', '类型代码', '规模代码', '化解方式代码', '状态', '结果', '区划代码', '涉及人数', '登记时间', '受理时间', '化解期限', '办结时间'],
    lines: [['D1', '邻里纠纷', '1', '1', '1', '已办结', '化解成功', '219901', '4', '2026-10-01', '2026-10-02', '2026-10-31', '2026-10-10'], ['D2', '物业纠纷', '1', '1', '', '已受理', '化解中', '219901', '', '2026-11-01', '2026-11-02', '2026-11-30', '']],
    wrong: [['类型代码', 'x', /code table dispute-kind/], ['结果', '化解中', /does not agree/]],
  },
  {
    kind: 'key-places', table: 'key_place', pillar: 'video', header: ['部位编号', '部位名称', '类别', '区划代码', '位置类型', '应设路数', '纬度', '经度'],
    lines: [['K1', '火车站', '复杂场所', '219901', '2', '4', '38.9', '121.6'], ['K2', '水厂', '重点部位', '219901', '9', '2', '38.8', '121.5']],
    wrong: [['位置类型', '11', /outside 1 to 10/], ['纬度', '138.9', /outside/]],
  },
  {
    kind: 'channels', table: 'video_channel', pillar: 'video',
    header: ['通道编号', '设备编码', '通道名称', '区划代码', '部位编号', '接入中心编号', '纬度', '经度', '已建成', '已联网', '完好', '录像完整', '在线状态', '观测时间'],
    lines: [['V1', '21990100001320000001', '站前1', '219901', 'K1', 'C219901', '38.9', '121.6', '是', '是', '是', '否', '在线', '2026-11-20 08:00'], ['V2', '21990100001320000002', '站前2', '219901', '', '', '38.9', '121.6', '是', '否', '是', '是', '离线', '2026-11-20 08:00']],
    wrong: [['设备编码', '2.1E+19', /keep the column as text/], ['部位编号', 'K9', /not in the registry/]],
  },
  {
    kind: 'connections', table: 'platform_connection', pillar: 'informatization', header: ['中心编号', '平台编号', '接入状态', '接入日期'],
    lines: [['C2199', 'P1', '全部接入', '2026-01-01'], ['C219901', 'P1', '未接入', '']],
    wrong: [['平台编号', 'P9', /not in the registry/], ['接入状态', '好', /write one of/]],
  },
  {
    kind: 'dataset-counts', table: 'base_dataset', pillar: 'informatization', header: ['区划代码', '数据集编号', '记录数', '口径', '完整率', '统计时间'],
    lines: [['219901', 'S1', '80000', '不少于', '0.95', '2026-11-01'], ['219901001', 'S1', '1200', '准确', '', '2026-11-01']],
    wrong: [['完整率', '95', /outside 0 to 1/], ['数据集编号', 'S9', /not in the registry/]],
  },
  {
    kind: 'base-records', table: 'base_record', pillar: 'informatization', header: ['记录编号', '数据集编号', '名称', '区划代码', '更新时间'],
    lines: [['S2-1', 'S2', '东区1号楼', '219901001', '2026-11-01 08:00'], ['S2-2', 'S2', '东区"旧"仓库', '219901', '2026/11/2']],
    wrong: [
      ['数据集编号', 'S1', /only counts are held/], ['数据集编号', 'S9', /not in the registry/], ['区划代码', '9999', /no area/],
      ['名称', '户主电话13800138000', /identity or telephone number/], ['更新时间', '2026-11-31', /is no moment/],
    ],
  },
];

export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n');
