import { findCenterOf } from '../places.js';
import { filledIn, inOrder, neededIn, onlyIn, together, type Check, type LineContext } from './checks.js';
import {
  area, belongsTo, choice, code, codeOf, day, integer, list, moment, number, optional, organization, required, text, type Cells, type ImportKind,
} from './import-kind.js';

/** The center that the line names, or the nearest one. */
const centerOf = ({ centerId, areaCode }: Cells, places: LineContext['places']): string | null =>
  (centerId === null ? findCenterOf(places.areas.get(String(areaCode))!.path, places) : String(centerId));
const hasCenter: Check = (cells, { places }) =>
  (centerOf(cells, places) === null ? 'lies where no center answers for it: fill in 中心编号, or import the centers first.' : null);

const center = optional('centerId', '中心编号', { kind: 'center' }, { field: null });
const grid = optional('gridId', '网格编号', code('G210203001001001'), belongsTo('grid'));
const point = [optional('latitude', '纬度', number(-90, 90)), optional('longitude', '经度', number(-180, 180))];
const severity = required('severity', '等级', choice({ I: '特别重大', II: '重大', III: '较大', IV: '一般' }));
const origin = required('origin', '来源', choice({ GRID_PATROL: '网格巡查', PUBLIC_REPORT: '群众上报', IOT_SENSING: '物联感知', SUPERIOR_ORDER: '上级交办', VIDEO_PATROL: '视频巡逻' }));
const subcategory = required('subcategoryCode', '子类代码', code('101'), codeOf('event-subcategory'));
const supervision = optional('supervision', '督办', choice({ NORMAL: '正常', YELLOW: '黄牌', RED: '红牌' }), { otherwise: 'NORMAL' });

const CLOSED = ['CLOSED', 'TERMINATED', 'FILED', 'EVALUATED'];
const stateSince = ({ closedAt, acceptedAt, reportedAt }: Cells) => closedAt ?? acceptedAt ?? reportedAt ?? null;
/** Its steps are the report and, where it has gone on, the state that it is in. */
const versionOf = (first: string) => ({ state }: Cells): number => (state === first ? 1 : 2);

/** Events, disputes, hidden risks and key areas, without their parties. */
export const caseKinds: readonly ImportKind[] = [
  {
    name: 'events', zh: '网格事件', pillar: 'grid', table: 'grid_event', key: ['id'],
    columns: [
      required('id', '事件编号', code('E2018-000001')), required('title', '标题', text(100)),
      required('category', '类别', choice({ DISPUTE: '矛盾纠纷', SECURITY_HAZARD: '治安、安全隐患', LIVELIHOOD_SERVICE: '民生服务', OTHER: '其他' })),
      subcategory, severity,
      required('state', '状态', choice({
        REPORTED: '已上报', PENDING_ACCEPTANCE: '待受理', ACCEPTED: '已受理', DISPATCHED: '已分流', IN_PROGRESS: '办理中', RETURNED: '已退回', FEEDBACK_GIVEN: '已反馈',
        RESOLVED_PENDING_CHECK: '待核查', CHECK_FAILED: '核查未通过', CLOSED: '已结案', TERMINATED: '已终止', FILED: '已归档', EVALUATED: '已评价',
      })),
      origin, area, grid, center, ...point,
      optional('responsibleId', '责任单位编号', organization), supervision,
      optional('flags', '标记', list(choice({ URGENT: '加急', LEFT_OVER: '历史遗留', LEADERS_INSTRUCTION: '领导批示' }), 3), { otherwise: [] }),
      optional('terminatedFor', '终止原因', choice({ NOT_FOUND_ON_SITE: '现场未发现', OUTSIDE_REMIT: '不属受理范围', WITHDRAWN_BY_REPORTER: '上报者撤回', DUPLICATE: '重复事件', OTHER: '其他' })),
      optional('rating', '评价', integer(1, 5)),
      required('reportedAt', '上报时间', moment), optional('acceptedAt', '受理时间', moment), optional('dueAt', '办理期限', moment), optional('closedAt', '结案时间', moment),
    ],
    checks: [
      filledIn('closedAt', 'state', CLOSED), together('latitude', 'longitude'), hasCenter, inOrder('reportedAt', 'acceptedAt', 'closedAt'),
      onlyIn('terminatedFor', 'state', ['TERMINATED']), onlyIn('rating', 'state', ['EVALUATED']),
    ],
    derived: { center_id: centerOf, version: versionOf('REPORTED'), state_since: stateSince },
    parts: [{
      table: 'event_step', fields: ['event_id', 'seq', 'state', 'at'],
      rows: (cells) => [[cells.id!, 1, 'REPORTED', cells.reportedAt!], ...(cells.state === 'REPORTED' ? [] : [[cells.id!, 2, cells.state!, stateSince(cells)]])],
    }],
  },
  {
    name: 'event-tasks', zh: '部门任务', pillar: 'grid', table: 'event_task', key: ['id'],
    columns: [
      required('id', '任务编号', code('T2018-000001')), required('eventId', '事件编号', code('E2018-000001'), belongsTo('grid_event')),
      required('organizationId', '承办单位编号', organization), required('lead', '主办', { kind: 'boolean' }),
      required('state', '状态', choice({ AWAITING_RECEIPT: '待签收', IN_PROGRESS: '办理中', REFUSED: '已拒收', DONE: '已办结', WITHDRAWN: '已撤回' })),
      required('assignedAt', '交办时间', moment), optional('dueAt', '办理期限', moment), optional('signedAt', '签收时间', moment), optional('endedAt', '办结时间', moment),
      optional('note', '说明', text(300)),
    ],
    checks: [
      neededIn('signedAt', 'state', ['IN_PROGRESS', 'DONE']), onlyIn('signedAt', 'state', ['IN_PROGRESS', 'DONE', 'WITHDRAWN']),
      filledIn('endedAt', 'state', ['REFUSED', 'DONE', 'WITHDRAWN']), inOrder('assignedAt', 'signedAt', 'endedAt'),
    ],
  },
  {
    name: 'disputes', zh: '矛盾纠纷', pillar: 'grid', table: 'dispute_case', key: ['id'],
    columns: [
      required('id', '纠纷编号', code('D2018-000001')), required('title', '标题', text(100)),
      required('kindCode', '类型代码', code('01'), codeOf('dispute-kind')), required('scaleCode', '规模代码', code('01'), codeOf('dispute-scale')),
      optional('methodCode', '化解方式代码', code('01'), codeOf('resolution-method')),
      required('state', '状态', choice({ REGISTERED: '已登记', ACCEPTED: '已受理', MEDIATING: '调处中', RISK_ASSESSED: '已评估', TRANSFERRED: '已移送', CONCLUDED: '已办结' })),
      required('result', '结果', choice({ RESOLVING: '化解中', SUCCEEDED: '化解成功', FAILED: '化解失败' })),
      area, center,
      optional('peopleInvolved', '涉及人数', integer(0, 1_000_000)), optional('organizationIds', '涉及单位编号', list(organization, 20), { otherwise: [] }),
      optional('resolvingOrganizationId', '化解单位编号', organization), optional('risk', '风险等级', choice({ LOW: '低', MEDIUM: '中', HIGH: '高' })), supervision,
      optional('outcome', '办结情况', text(300)), optional('occurredOn', '发生日期', day),
      required('openedAt', '登记时间', moment), optional('acceptedAt', '受理时间', moment), optional('dueAt', '化解期限', moment), optional('concludedAt', '办结时间', moment),
    ],
    checks: [
      ({ result, state, concludedAt }) => ((result !== 'RESOLVING') === (state === 'CONCLUDED') && (state === 'CONCLUDED') === (concludedAt !== null)
        ? null : 'does not agree with itself: what has a 结果 is 已办结 and has a 办结时间; correct one of them.'),
      onlyIn('outcome', 'state', ['CONCLUDED']), hasCenter, inOrder('openedAt', 'acceptedAt', 'concludedAt'),
    ],
    derived: { center_id: centerOf, version: versionOf('REGISTERED') },
    parts: [{
      table: 'dispute_step', fields: ['dispute_id', 'seq', 'action', 'state', 'at'],
      rows: ({ id, state, openedAt, acceptedAt, concludedAt }) => [
        [id!, 1, 'openDispute', 'REGISTERED', openedAt!], ...(state === 'REGISTERED' ? [] : [[id!, 2, 'import', state!, concludedAt ?? acceptedAt ?? openedAt!]]),
      ],
    }],
  },
  {
    name: 'hidden-risks', zh: '隐患', pillar: 'grid', table: 'hidden_risk', key: ['id'],
    columns: [
      required('id', '隐患编号', code('H2018-000001')), required('title', '标题', text(100)), required('kind', '类别', choice({ CONFLICT: '矛盾隐患', SAFETY: '安全隐患' })),
      subcategory, severity, origin, required('state', '状态', choice({ FOUND: '发现', ASSIGNED: '交办', RECTIFIED: '已整改', VERIFIED: '已核验' })), area, grid, center, ...point,
      optional('responsibleId', '整改责任单位编号', organization), required('foundAt', '发现时间', moment), optional('assignedAt', '交办时间', moment), optional('dueAt', '整改期限', moment),
      optional('measure', '整改措施', text(300)), optional('rectifiedAt', '整改时间', moment), optional('verifiedAt', '核验时间', moment),
      optional('returns', '退回次数', integer(0, 100), { otherwise: 0 }),
    ],
    checks: [
      filledIn('assignedAt', 'state', ['ASSIGNED', 'RECTIFIED', 'VERIFIED']), together('assignedAt', 'responsibleId', 'dueAt'), filledIn('rectifiedAt', 'state', ['RECTIFIED', 'VERIFIED']),
      neededIn('measure', 'state', ['RECTIFIED', 'VERIFIED']), filledIn('verifiedAt', 'state', ['VERIFIED']), together('latitude', 'longitude'), hasCenter,
      inOrder('foundAt', 'assignedAt', 'rectifiedAt', 'verifiedAt'),
    ],
    derived: { center_id: centerOf },
  },
  {
    name: 'remediations', zh: '重点地区整治', pillar: 'grid', table: 'key_area_remediation', key: ['id'],
    columns: [
      required('id', '整治编号', code('Z2018-0001')), required('place', '地点', text(100)), required('problem', '突出问题', text(300)),
      required('areaTypeCode', '区域类型代码', code('3'), codeOf('position-type')), area, required('state', '状态', choice({ OPEN: '整治中', ASSESSED: '已评估' })),
      required('leadOrganizationId', '牵头单位编号', organization), optional('participantIds', '参与单位编号', list(organization, 20), { otherwise: [] }),
      required('openedOn', '立项日期', day), required('dueOn', '整治期限', day),
      optional('effect', '整治效果', choice({ EFFECTIVE: '明显好转', PARTLY_EFFECTIVE: '有所好转', INEFFECTIVE: '没有好转' })),
      optional('assessment', '效果评估', text(300)), optional('assessedOn', '评估日期', day),
    ],
    checks: [filledIn('assessedOn', 'state', ['ASSESSED']), together('assessedOn', 'effect', 'assessment'), inOrder('openedOn', 'assessedOn'), inOrder('openedOn', 'dueOn')],
  },
];
