import { findCenterOf, type Places } from '../places.js';
import { choice, code, integer, number, optional, required, text, type Cells, type ImportKind } from './import-kind.js';

const pathOf = ({ areaCode }: Cells, { areas }: Places): string => areas.get(String(areaCode))!.path;

/** The center that the line names, or the nearest one. */
const centerOf = (cells: Cells, places: Places): string | null =>
  (cells.centerId === null ? findCenterOf(pathOf(cells, places), places) : String(cells.centerId));

const hasCenter = (cells: Cells, places: Places): string | null =>
  (centerOf(cells, places) === null ? 'lies where no center answers for it: fill in 中心编号, or import the centers first.' : null);

/** Each moment is not before the one that it follows. */
const inOrder = (cells: Cells, names: readonly string[]): string | null => {
  const times = names.map((name) => cells[name]).filter((time) => time !== null && time !== undefined).map(String);
  return times.every((time, at) => at === 0 || time >= times[at - 1]!) ? null : `has times out of order: ${names.join(', ')} follow each other.`;
};

const codeValue = (scheme: string) => ({ references: { table: 'code_value', column: 'code', scheme } });

const CLOSED = ['CLOSED', 'TERMINATED', 'FILED', 'EVALUATED'];

export const gridKinds: readonly ImportKind[] = [
  {
    name: 'grids', zh: '网格', pillar: 'grid', table: 'grid', key: ['id'], unique: ['code'],
    columns: [
      required('id', '网格编号', code('G210203001001001')),
      required('code', '网格编码', code('210203001001001', /^\d[\dZ]{6,20}$/)),
      required('name', '网格名称', text(60)),
      required('areaCode', '区划代码', { kind: 'area' }, { field: null }),
      optional('households', '户数', integer(0, 100_000)),
      required('terminals', '终端数', integer(0, 1_000)),
      required('terminalsActive', '在用终端数', integer(0, 1_000)),
    ],
    check: ({ terminals, terminalsActive }) => (Number(terminalsActive) > Number(terminals) ? 'has more 在用终端数 than 终端数.' : null),
    derive: (cells, places) => ({ area_path: pathOf(cells, places), functions: '{}' }),
  },
  {
    name: 'posts', zh: '网格员岗位', pillar: 'grid', table: 'grid_post', key: ['gridId', 'role'],
    columns: [
      required('gridId', '网格编号', code('G210203001001001'), { references: { table: 'grid', column: 'id' } }),
      required('role', '岗位', choice({ CHIEF: '网格长', DEPUTY: '副网格长', WORKER: '网格员' })),
      required('posts', '岗位数', integer(0, 1_000)),
      required('filled', '在岗数', integer(0, 1_000)),
    ],
    check: ({ posts, filled }) => (Number(filled) > Number(posts) ? 'has more 在岗数 than 岗位数.' : null),
    derive: () => ({ area_path: null }),
    before: ['UPDATE incoming SET area_path = grid.area_path FROM grid WHERE grid.id = incoming.grid_id'],
  },
  {
    name: 'events', zh: '网格事件', pillar: 'grid', table: 'grid_event', key: ['id'],
    columns: [
      required('id', '事件编号', code('E2018-000001')),
      required('title', '标题', text(100)),
      required('category', '类别', choice({ DISPUTE: '矛盾纠纷', SECURITY_HAZARD: '治安、安全隐患', LIVELIHOOD_SERVICE: '民生服务', OTHER: '其他' })),
      required('subcategoryCode', '子类代码', code('101'), codeValue('event-subcategory')),
      required('severity', '等级', choice({ I: '特别重大', II: '重大', III: '较大', IV: '一般' })),
      required('state', '状态', choice({
        REPORTED: '已上报', PENDING_ACCEPTANCE: '待受理', ACCEPTED: '已受理', DISPATCHED: '已分流', IN_PROGRESS: '办理中', RETURNED: '已退回', FEEDBACK_GIVEN: '已反馈',
        RESOLVED_PENDING_CHECK: '待核查', CHECK_FAILED: '核查未通过', CLOSED: '已结案', TERMINATED: '已终止', FILED: '已归档', EVALUATED: '已评价',
      })),
      required('origin', '来源', choice({ GRID_PATROL: '网格巡查', PUBLIC_REPORT: '群众上报', IOT_SENSING: '物联感知', SUPERIOR_ORDER: '上级交办', VIDEO_PATROL: '视频巡逻' })),
      required('areaCode', '区划代码', { kind: 'area' }, { field: null }),
      optional('gridId', '网格编号', code('G210203001001001'), { references: { table: 'grid', column: 'id' } }),
      optional('centerId', '中心编号', { kind: 'center' }, { field: null }),
      optional('latitude', '纬度', number(-90, 90)),
      optional('longitude', '经度', number(-180, 180)),
      required('reportedAt', '上报时间', { kind: 'moment' }),
      optional('acceptedAt', '受理时间', { kind: 'moment' }),
      optional('dueAt', '办理期限', { kind: 'moment' }),
      optional('closedAt', '结案时间', { kind: 'moment' }),
    ],
    check: (cells, places) => {
      if (CLOSED.includes(String(cells.state)) !== (cells.closedAt !== null)) return 'has a 结案时间 without being closed, or is closed without one.';
      if ((cells.latitude === null) !== (cells.longitude === null)) return 'has only one of 纬度 and 经度.';
      return hasCenter(cells, places) ?? inOrder(cells, ['reportedAt', 'acceptedAt', 'closedAt']);
    },
    derive: (cells, places) => ({
      area_path: pathOf(cells, places), center_id: centerOf(cells, places), state_since: cells.closedAt ?? cells.acceptedAt ?? cells.reportedAt ?? null,
    }),
    after: [
      `INSERT INTO event_step (event_id, seq, state, at) SELECT id, 1, 'REPORTED', reported_at FROM incoming`,
      `INSERT INTO event_step (event_id, seq, state, at) SELECT id, 2, state, state_since FROM incoming WHERE state <> 'REPORTED'`,
    ],
  },
  {
    name: 'disputes', zh: '矛盾纠纷', pillar: 'grid', table: 'dispute_case', key: ['id'],
    columns: [
      required('id', '纠纷编号', code('D2018-000001')),
      required('title', '标题', text(100)),
      required('kindCode', '类型代码', code('01'), codeValue('dispute-kind')),
      required('scaleCode', '规模代码', code('01'), codeValue('dispute-scale')),
      optional('methodCode', '化解方式代码', code('01'), codeValue('resolution-method')),
      required('state', '状态', choice({ REGISTERED: '已登记', ACCEPTED: '已受理', MEDIATING: '调处中', RISK_ASSESSED: '已评估', TRANSFERRED: '已移送', CONCLUDED: '已办结' })),
      required('result', '结果', choice({ RESOLVING: '化解中', SUCCEEDED: '化解成功', FAILED: '化解失败' })),
      required('areaCode', '区划代码', { kind: 'area' }, { field: null }),
      optional('centerId', '中心编号', { kind: 'center' }, { field: null }),
      optional('peopleInvolved', '涉及人数', integer(0, 1_000_000)),
      required('openedAt', '登记时间', { kind: 'moment' }),
      optional('acceptedAt', '受理时间', { kind: 'moment' }),
      optional('dueAt', '化解期限', { kind: 'moment' }),
      optional('concludedAt', '办结时间', { kind: 'moment' }),
    ],
    check: (cells, places) => {
      const isOver = cells.result !== 'RESOLVING';
      if (isOver !== (cells.state === 'CONCLUDED') || isOver !== (cells.concludedAt !== null)) return 'does not agree with itself: what has a 结果 is 已办结 and has a 办结时间.';
      return hasCenter(cells, places) ?? inOrder(cells, ['openedAt', 'acceptedAt', 'concludedAt']);
    },
    derive: (cells, places) => ({
      area_path: pathOf(cells, places), center_id: centerOf(cells, places), organization_ids: '{}', supervision: 'NORMAL', version: cells.state === 'REGISTERED' ? 1 : 2,
    }),
    after: [
      `INSERT INTO dispute_step (dispute_id, seq, action, state, at) SELECT id, 1, 'openDispute', 'REGISTERED', opened_at FROM incoming`,
      `INSERT INTO dispute_step (dispute_id, seq, action, state, at)
       SELECT id, 2, 'import', state, coalesce(concluded_at, accepted_at, opened_at) FROM incoming WHERE state <> 'REGISTERED'`,
    ],
  },
];
