import type { Value } from '../column.js';
import { atMost, before, filledIn, inOrder, neededIn, onlyIn, type Check } from './checks.js';
import { area, belongsTo, center, choice, code, day, integer, moment, month, number, optional, organization, required, text, yuan, type ImportKind } from './import-kind.js';

const inPlace = { area_path: 'path', level: 'level' } as const;
const share = number(0, 1);
const quality = [optional('completeness', '完整率', share), optional('accuracy', '准确率', share), optional('baselineClarity', '底数清', share), optional('situationClarity', '情况明', share)];
const count = [required('recordCount', '记录数', integer(0, 2_000_000_000)), required('qualifier', '口径', choice({ EXACT: '准确', AT_LEAST: '不少于' }))];
const definition = required('definitionId', '数据集编号', code('population'), belongsTo('dataset_definition'));
/** Of a moment in UTC, the month in Shanghai. */
const toLocalMonth = (at: Value): string => new Date(Date.parse(String(at)) + 28_800_000).toISOString().slice(0, 7);
const MONTH = "date_trunc('month', d.counted_at AT TIME ZONE 'Asia/Shanghai')::date";
const dataset = (condition: string) => `EXISTS (SELECT FROM base_dataset d WHERE d.area_path = i.area_path AND d.definition_id = i.definition_id${condition})`;
const project = required('projectId', '项目编号', code('X210203-1'), belongsTo('infrastructure_project'));
const inside = (path: string) => `NOT EXISTS (SELECT FROM infrastructure_project p WHERE p.id = i.project_id AND starts_with(${path} || '/', p.area_path || '/'))`;

/** Two modules of GB/T 31000 are not held at all, and of data sets of persons there are counts alone. */
const holdsNoPersons: Check = ({ category, name, ledgerKind }) => {
  const words = `${String(category)} ${String(name)}`;
  if (/特殊人群|重点青少年/.test(words)) return 'is a data set of which nothing is held, not even counts: leave it out.';
  return ledgerKind !== null && /人口|人员|居民|青少年|户籍|学生/.test(String(name)) ? 'is a data set of persons, of which only counts are held: leave 台账类别 empty.' : null;
};

const RUNNING = ['ACCEPTED', 'OPERATING'];

export const informatizationKinds: readonly ImportKind[] = [
  {
    name: 'platforms', zh: '信息平台', pillar: 'informatization', table: 'info_platform', key: ['id'], unique: [['kind']],
    columns: [
      required('id', '平台编号', code('P1')),
      required('kind', '类别', choice({ GOVERNANCE_INFORMATION: '综治信息平台', GRID_SERVICE: '网格化服务管理平台', VIDEO_SHARING: '公共安全视频监控共享平台', VIDEO_CONFERENCE: '综治视联网平台' })),
      required('name', '名称', text(60)),
    ],
  },
  {
    name: 'connections', zh: '平台接入', pillar: 'informatization', table: 'platform_connection', key: ['centerId', 'platformId'],
    columns: [
      center(inPlace), required('platformId', '平台编号', code('P1'), belongsTo('info_platform')),
      required('status', '接入状态', choice({ NONE: '未接入', PARTIAL: '部分接入', FULL: '全部接入' })), optional('since', '接入日期', day), optional('reason', '未接入原因', text(200)),
    ],
    checks: [filledIn('since', 'status', ['PARTIAL', 'FULL']), onlyIn('reason', 'status', ['NONE', 'PARTIAL'])],
    before: ['INSERT INTO connected_center (center_id, area_path, level) SELECT DISTINCT center_id, area_path, level FROM incoming ON CONFLICT DO NOTHING'],
    parts: [{
      table: 'connection_change', fields: ['center_id', 'platform_id', 'version', 'status', 'since', 'reason', 'recorded_at', 'provenance'],
      rows: (cells) => [[cells.centerId!, cells.platformId!, 1, cells.status!, cells.since!, cells.reason!, new Date().toISOString(), 'REGISTERED']],
    }],
  },
  {
    name: 'dataset-definitions', zh: '数据集目录', pillar: 'informatization', table: 'dataset_definition', key: ['id'],
    columns: [
      required('id', '数据集编号', code('B04')), required('category', '模块', text(40)), required('name', '名称', text(60)), required('standard', '标准', text(40)),
      optional('ledgerKind', '台账类别', choice({ PREMISES: '房屋场所', ESTABLISHMENT: '单位', FACILITY: '设施' })),
    ],
    checks: [holdsNoPersons],
  },
  {
    name: 'dataset-counts', zh: '基础数据计数', pillar: 'informatization', table: 'base_dataset', key: ['areaCode', 'definitionId'],
    columns: [area, definition, ...count, ...quality, required('countedAt', '统计时间', moment)],
    parts: [{
      table: 'dataset_month',
      fields: ['area_path', 'definition_id', 'month', 'record_count', 'qualifier', 'completeness', 'accuracy', 'baseline_clarity', 'situation_clarity', 'counted_at', 'provenance'],
      rows: (cells, { areas }) => [[
        areas.get(String(cells.areaCode))!.path, cells.definitionId!, `${toLocalMonth(cells.countedAt!)}-01`, cells.recordCount!, cells.qualifier!,
        cells.completeness!, cells.accuracy!, cells.baselineClarity!, cells.situationClarity!, cells.countedAt!, 'REGISTERED',
      ]],
    }],
  },
  {
    name: 'dataset-months', zh: '基础数据月度计数', pillar: 'informatization', table: 'dataset_month', key: ['areaCode', 'definitionId', 'month'],
    columns: [area, definition, required('month', '月份', month), ...count, ...quality, required('countedAt', '统计时间', moment)],
    checks: [({ month: own, countedAt }) => (toLocalMonth(countedAt!) === String(own).slice(0, 7) ? null : 'was counted in another month than 月份: correct one of them.')],
    rules: [
      { column: 'areaCode', message: 'has no count of this data set: import the dataset-counts first.', wrong: `NOT ${dataset('')}` },
      { column: 'month', message: 'lies after the latest count of the data set: record that through the graph.', wrong: dataset(` AND i.month > ${MONTH}`) },
    ],
  },
  {
    name: 'base-records', zh: '基础数据台账', pillar: 'informatization', table: 'base_record', key: ['id'],
    columns: [
      required('id', '记录编号', code('B04-210203001001-00001')),
      required('definitionId', '数据集编号', code('B04'), { references: { table: 'dataset_definition', column: 'id', carry: {
        column: 'ledger_kind', field: 'kind', missing: 'is a data set of which only counts are held: leave its records out, the hub holds no personal data.',
      } } }),
      required('name', '名称', text(100)), area, required('updatedAt', '更新时间', moment),
    ],
  },
  {
    name: 'video-net-nodes', zh: '视联网节点', pillar: 'informatization', table: 'video_net_node', key: ['id'], unique: [['centerId']],
    columns: [required('id', '节点编号', code('N210203')), center(inPlace), required('openedOn', '开通日期', day)],
  },
  {
    name: 'video-net-sessions', zh: '视联网会议', pillar: 'informatization', table: 'video_net_session', key: ['id'],
    columns: [
      required('id', '会议编号', code('S2018-0001')),
      required('hostCenterId', '主办中心编号', { kind: 'center' }, { fills: { area_path: 'path' }, references: { table: 'video_net_node', column: 'center_id' } }), required('heldAt', '召开时间', moment),
      required('topic', '类别', choice({ MEETING: '会议', TRAINING: '培训', COMMAND: '指挥调度', CONSULTATION: '会商研判', DRILL: '演练' })), required('minutes', '时长', integer(1, 1_440)),
      required('nodesInvited', '应到节点数', integer(1, 10_000)), required('nodesAttended', '实到节点数', integer(0, 10_000)), optional('participants', '参会人数', integer(0, 1_000_000)),
    ],
    checks: [atMost('nodesAttended', 'nodesInvited')],
  },
  {
    name: 'situation-reports', zh: '情报信息', pillar: 'informatization', table: 'situation_report', key: ['id'],
    columns: [
      required('id', '情报编号', code('Q2018-0001')), area,
      required('kind', '类别', choice({ PUBLIC_ORDER: '社会治安', DISPUTES: '矛盾纠纷', PUBLIC_SAFETY: '公共安全', PUBLIC_SENTIMENT: '社情民意', WORK_PROGRESS: '工作进展' })),
      required('title', '标题', text(100)), required('body', '正文', text(5_000)), required('periodFrom', '起', day), required('periodTo', '止', day),
      required('authorOrganizationId', '报送单位编号', organization), required('recipientOrganizationId', '接收单位编号', organization),
      required('state', '状态', choice({ DRAFT: '草稿', SUBMITTED: '已报送', RECEIVED: '已签收', ANSWERED: '已答复' })), optional('answer', '答复', text(1_000)),
      required('draftedAt', '起草时间', moment), optional('submittedAt', '报送时间', moment), optional('receivedAt', '签收时间', moment), optional('answeredAt', '答复时间', moment),
    ],
    checks: [
      before('periodFrom', 'periodTo'), filledIn('submittedAt', 'state', ['SUBMITTED', 'RECEIVED', 'ANSWERED']), filledIn('receivedAt', 'state', ['RECEIVED', 'ANSWERED']),
      filledIn('answeredAt', 'state', ['ANSWERED']), filledIn('answer', 'state', ['ANSWERED']), inOrder('draftedAt', 'submittedAt', 'receivedAt', 'answeredAt'),
    ],
  },
  {
    name: 'infrastructure-projects', zh: '信息化建设项目', pillar: 'informatization', table: 'infrastructure_project', key: ['id'],
    columns: [
      required('id', '项目编号', code('X210203-1')), area, required('name', '名称', text(100)),
      required('kind', '建设内容', choice({ NETWORK: '网络专线', PLATFORM: '平台系统', COMMAND_ROOM: '指挥调度室', TERMINALS: '终端设备', DATA: '数据资源' })),
      required('phase', '阶段', choice({ PLANNED: '规划', APPROVED: '已立项', BUILDING: '建设中', ACCEPTED: '已验收', OPERATING: '已运行', CANCELLED: '已取消' })),
      required('leadOrganizationId', '牵头单位编号', organization), required('budgetYuan', '预算', yuan), optional('spentYuan', '支出', yuan),
      required('plannedStart', '计划开工', day), required('plannedEnd', '计划完工', day), optional('approvedOn', '立项日期', day), optional('startedOn', '开工日期', day),
      optional('acceptedOn', '验收日期', day), optional('operatingSince', '运行日期', day), optional('cancelledOn', '取消日期', day),
    ],
    checks: [
      before('plannedStart', 'plannedEnd'), neededIn('approvedOn', 'phase', ['APPROVED', 'BUILDING', ...RUNNING]), onlyIn('approvedOn', 'phase', ['APPROVED', 'BUILDING', ...RUNNING, 'CANCELLED']),
      neededIn('startedOn', 'phase', ['BUILDING', ...RUNNING]), onlyIn('startedOn', 'phase', ['BUILDING', ...RUNNING, 'CANCELLED']), filledIn('acceptedOn', 'phase', RUNNING),
      filledIn('operatingSince', 'phase', ['OPERATING']), filledIn('cancelledOn', 'phase', ['CANCELLED']), onlyIn('spentYuan', 'phase', ['APPROVED', 'BUILDING', ...RUNNING, 'CANCELLED']),
      inOrder('approvedOn', 'startedOn', 'acceptedOn', 'operatingSince'), inOrder('approvedOn', 'startedOn', 'cancelledOn'),
    ],
  },
  {
    name: 'project-areas', zh: '项目服务区域', pillar: 'informatization', table: 'infrastructure_project_area', key: ['projectId', 'areaCode'], isSourced: false,
    columns: [project, area],
    rules: [{ column: 'areaCode', message: 'does not lie in the area of the project: correct it.', wrong: inside('i.area_path') }],
  },
  {
    name: 'project-centers', zh: '项目服务中心', pillar: 'informatization', table: 'infrastructure_project_center', key: ['projectId', 'centerId'], isSourced: false,
    columns: [project, center()],
  },
];
