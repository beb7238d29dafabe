import { atMost, before, filledIn, inOrder, neededIn, needs, onlyIn } from './checks.js';
import { area, belongsTo, choice, code, day, integer, moment, number, optional, organization, required, text, yesNo, yuan, type ImportKind } from './import-kind.js';

const point = [required('latitude', '纬度', number(-90, 90)), required('longitude', '经度', number(-180, 180))];
const counts = ([
  ['registered', '登记数'], ['built', '建成数'], ['networked', '联网数'], ['shared', '接入数'], ['online', '在线数'],
  ['offline', '离线数'], ['stale', '状态过期数'], ['defect', '故障数'], ['intact', '完好数'], ['recordComplete', '建档数'],
] as const).map(([name, zh]) => required(name, zh, integer(0, 10_000_000)));
export const ofChannel = required('channelId', '通道编号', code('V210203-0001'), belongsTo('video_channel'));

const BEGUN = ['BUILDING', 'ACCEPTED', 'OPERATING'];
const RUNNING = ['ACCEPTED', 'OPERATING'];
const budget = ([['government', '政府保障'], ['department', '部门支持'], ['social', '社会筹措'], ['market', '市场运作']] as const)
  .map(([source, zh]) => optional(`${source}Yuan`, zh, yuan, { otherwise: 0 }));

export const videoKinds: readonly ImportKind[] = [
  {
    name: 'key-places', zh: '重点部位', pillar: 'video', table: 'key_place', key: ['id'],
    columns: [
      required('id', '部位编号', code('K210203-001')), required('name', '部位名称', text(100)),
      required('kind', '类别', choice({ KEY_SITE: '重点部位', IMPORTANT_TARGET: '重要目标', COMPLEX_VENUE: '复杂场所' })), area,
      required('positionType', '位置类型', integer(1, 10)), required('requiredChannels', '应设路数', integer(0, 10_000)), ...point,
    ],
  },
  {
    name: 'channels', zh: '视频通道', pillar: 'video', table: 'video_channel', key: ['id'], unique: [['deviceId']],
    columns: [
      required('id', '通道编号', code('V210203-0001')), required('deviceId', '设备编码', code('21020300001320000001', /^\d{20}$/)),
      optional('edition', '标准版本', choice({ EDITION_2016: 'GB/T 28181-2016', EDITION_2022: 'GB/T 28181-2022' }), { otherwise: 'EDITION_2016' }),
      required('name', '通道名称', text(100)), area,
      optional('keyPlaceId', '部位编号', code('K210203-001'), belongsTo('key_place')),
      optional('sharedCenterId', '接入中心编号', { kind: 'center' }),
      optional('gridId', '网格编号', code('G210203001001001')), ...point,
      required('built', '已建成', yesNo), required('networked', '已联网', yesNo), required('intact', '完好', yesNo),
      optional('ptzType', '云台类型', choice({ DOME: '球机', HALF_DOME: '半球', FIXED: '固定枪机', REMOTE: '遥控枪机' })), optional('placement', '室内外', choice({ OUTDOOR: '室外', INDOOR: '室内' })),
      optional('maintainerId', '维护单位编号', organization), optional('installedOn', '安装日期', day),
      required('health', '在线状态', choice({ ONLINE: '在线', OFFLINE: '离线', STALE: '状态陈旧', DEFECT: '故障' })), required('observedAt', '观测时间', moment),
    ],
    checks: [needs('networked', 'built'), needs('sharedCenterId', 'networked')],
  },
  {
    name: 'outages', zh: '故障记录', pillar: 'video', table: 'channel_outage', key: ['channelId', 'beganAt'], isSourced: false,
    columns: [
      required('channelId', '通道编号', code('V210203-0001'), belongsTo('video_channel', { column: 'area_path', field: 'area_path' })),
      required('state', '故障类型', choice({ OFFLINE: '离线', DEFECT: '故障' })),
      // Those that last are the channels' own to tell.
      required('beganAt', '开始时间', moment), required('endedAt', '恢复时间', moment),
    ],
    checks: [before('beganAt', 'endedAt')],
    rules: [{
      column: 'beganAt', message: 'lies within another outage of the channel: correct one of them.',
      wrong: `EXISTS (SELECT FROM channel_outage o WHERE o.channel_id = i.channel_id AND o.began_at < i.ended_at AND coalesce(o.ended_at, 'infinity') > i.began_at)
        OR (i.channel_id, i.began_at) IN (
          SELECT channel_id, began_at FROM (SELECT channel_id, began_at, max(ended_at) OVER (PARTITION BY channel_id ORDER BY began_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier FROM incoming) x
          WHERE earlier > began_at)`,
    }],
  },
  {
    name: 'coverage-segments', zh: '覆盖路段', pillar: 'video', table: 'coverage_segment', key: ['id'],
    columns: [required('id', '路段编号', code('L210212-1')), required('name', '名称', text(100)), area, required('lengthKm', '长度', number(0.001, 10_000)), required('note', '说明', text(300))],
  },
  {
    name: 'police-counts', zh: '公安视频计数', pillar: 'video', table: 'police_count', key: ['areaCode'],
    columns: [area, ...counts, required('countedAt', '统计时间', moment)],
    checks: [
      atMost('built', 'registered'), atMost('networked', 'built'), atMost('shared', 'networked'), atMost('intact', 'built'), atMost('recordComplete', 'built'),
      ({ registered, ...seen }) => (['online', 'offline', 'stale', 'defect'].reduce((sum, name) => sum + Number(seen[name]), 0) === registered
        ? null : 'has a 登记数 that is not 在线数, 离线数, 状态过期数 and 故障数 together: correct them.'),
    ],
  },
  {
    name: 'xueliang-projects', zh: '雪亮工程项目', pillar: 'video', table: 'xueliang_project', key: ['id'],
    columns: [
      required('id', '项目编号', code('XL210203-1')), area, required('name', '名称', text(100)), required('phase', '期次', integer(1, 20)),
      required('state', '状态', choice({ PLANNED: '规划', APPROVED: '已立项', BUILDING: '建设中', ACCEPTED: '已验收', OPERATING: '已运行', CANCELLED: '已取消' })),
      required('leadOrganizationId', '牵头单位编号', organization), required('plannedChannels', '规划通道数', integer(1, 100_000)),
      optional('builtChannels', '已建成通道数', integer(0, 100_000), { otherwise: 0 }), optional('acceptedChannels', '验收通道数', integer(0, 100_000)), ...budget, optional('spentYuan', '支出', yuan),
      required('plannedStart', '计划开工', day), required('plannedEnd', '计划完工', day), optional('approvedOn', '立项日期', day), optional('startedOn', '开工日期', day),
      optional('acceptedOn', '验收日期', day), optional('operatingSince', '运行日期', day), optional('cancelledOn', '取消日期', day), optional('reason', '取消原因', text(200)),
    ],
    checks: [
      before('plannedStart', 'plannedEnd'), atMost('acceptedChannels', 'builtChannels'), filledIn('acceptedChannels', 'state', RUNNING), filledIn('acceptedOn', 'state', RUNNING),
      neededIn('approvedOn', 'state', ['APPROVED', ...BEGUN]), onlyIn('approvedOn', 'state', ['APPROVED', ...BEGUN, 'CANCELLED']),
      neededIn('startedOn', 'state', BEGUN), onlyIn('startedOn', 'state', [...BEGUN, 'CANCELLED']), filledIn('operatingSince', 'state', ['OPERATING']),
      filledIn('cancelledOn', 'state', ['CANCELLED']), filledIn('reason', 'state', ['CANCELLED']), onlyIn('spentYuan', 'state', ['APPROVED', ...BEGUN, 'CANCELLED']),
      inOrder('approvedOn', 'startedOn', 'acceptedOn', 'operatingSince'), inOrder('approvedOn', 'startedOn', 'cancelledOn'),
    ],
  },
];
