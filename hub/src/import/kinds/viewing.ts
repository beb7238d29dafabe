import type { Value } from '../column.js';
import { before, different, filledIn, inOrder, neededIn, needs, onlyIn, together } from './checks.js';
import { area, belongsTo, center, choice, code, integer, moment, optional, organization, post, required, text, type Cells, type ImportKind } from './import-kind.js';
import { ofChannel } from './video.js';

const ticket = required('ticketId', '调阅单编号', code('D2018-00001'), belongsTo('viewing_ticket'));
const patrol = required('patrolId', '巡逻编号', code('P210203-20180108'), belongsTo('video_patrol'));
const STARTED = ['RUNNING', 'FINISHED'];
const ofPatrol = (condition: string) => `EXISTS (SELECT FROM video_patrol p WHERE p.id = i.patrol_id AND ${condition})`;
const checkpoint = 'SELECT FROM patrol_checkpoint c WHERE c.patrol_id = i.patrol_id AND c.seq = i.seq';

const END: Readonly<Record<string, string>> = { CLOSED: 'closeViewingTicket', REJECTED: 'rejectViewingTicket', WITHDRAWN: 'withdrawViewingTicket', EXPIRED: 'expire' };

/** Moment, action, state and post of what a ticket tells of its way. Who rejected it is not told. */
const auditOf = ({ state, requestedByPost, approvedByPost, requestedAt, approvedAt, openedAt, endedAt }: Cells) => ([
  [requestedAt, 'requestViewingTicket', 'REQUESTED', requestedByPost], [approvedAt, 'approveViewingTicket', 'APPROVED', approvedByPost],
  [openedAt, 'openViewingTicket', 'OPEN', requestedByPost],
  [endedAt, END[String(state)], state, state === 'CLOSED' || state === 'WITHDRAWN' ? requestedByPost : null],
] as [Value, Value, Value, Value][]).filter(([at]) => at !== null);

/** Who looked at what: tickets and patrols. */
export const viewingKinds: readonly ImportKind[] = [
  {
    name: 'viewing-tickets', zh: '视频调阅单', pillar: 'video', table: 'viewing_ticket', key: ['id'],
    columns: [
      required('id', '调阅单编号', code('D2018-00001')), area,
      required('state', '状态', choice({ REQUESTED: '已申请', APPROVED: '已批准', REJECTED: '已驳回', OPEN: '调阅中', CLOSED: '已结束', EXPIRED: '已过期', WITHDRAWN: '已撤回' })),
      optional('purpose', '事由', choice({ CASE_INVESTIGATION: '案件办理', EMERGENCY_RESPONSE: '应急处置', DISPUTE_EVIDENCE: '纠纷取证', SECURITY_INSPECTION: '治安检查', EQUIPMENT_MAINTENANCE: '设备维护' })),
      optional('caseReference', '案件编号', text(64)), required('requestingOrganizationId', '申请单位编号', organization), required('ownerOrganizationId', '视频归属单位编号', organization),
      optional('approvalRef', '批准文号', text(64)), required('operatorCount', '调阅人数', integer(2, 20)), required('windowFrom', '调阅时段起', moment), required('windowTo', '调阅时段止', moment),
      required('destination', '去向', choice({ VIEWED_ON_SITE: '现场查看', SHOWN_IN_CENTER: '综治中心大屏', COPIED_TO_CASE_FILE: '复制入卷', HANDED_TO_AUTHORITY: '移交主管机关' })),
      required('requestedByPost', '申请岗位', post), optional('approvedByPost', '审批岗位', post),
      required('requestedAt', '申请时间', moment), optional('approvedAt', '批准时间', moment), optional('openedAt', '开始时间', moment), optional('endedAt', '终结时间', moment),
    ],
    checks: [
      before('windowFrom', 'windowTo'), different('requestedByPost', 'approvedByPost'), together('approvedAt', 'approvedByPost'), needs('approvalRef', 'approvedAt'),
      neededIn('approvedAt', 'state', ['APPROVED', 'OPEN', 'CLOSED']), onlyIn('approvedAt', 'state', ['APPROVED', 'OPEN', 'CLOSED', 'EXPIRED', 'WITHDRAWN']),
      neededIn('openedAt', 'state', ['OPEN', 'CLOSED']), onlyIn('openedAt', 'state', ['OPEN', 'CLOSED', 'EXPIRED']), needs('openedAt', 'approvedAt'),
      filledIn('endedAt', 'state', ['CLOSED', 'REJECTED', 'EXPIRED', 'WITHDRAWN']), inOrder('requestedAt', 'approvedAt', 'openedAt', 'endedAt'),
      inOrder('windowFrom', 'openedAt'), before('openedAt', 'windowTo'),
    ],
    derived: { version: (cells) => auditOf(cells).length },
    parts: [{
      table: 'viewing_ticket_entry', fields: ['ticket_id', 'seq', 'action', 'state', 'by_post', 'at'],
      rows: (cells) => auditOf(cells).map(([at, ...entry], index) => [cells.id!, index + 1, ...entry, at!]),
    }],
  },
  {
    name: 'ticket-channels', zh: '调阅单通道', pillar: 'video', table: 'viewing_ticket_channel', key: ['ticketId', 'channelId'], isSourced: false,
    columns: [ticket, ofChannel],
    rules: [{ column: 'ticketId', message: 'has more than 50 channels: split the ticket.', wrong: `i.ticket_id IN (
      SELECT ticket_id FROM (SELECT ticket_id FROM incoming UNION ALL SELECT ticket_id FROM viewing_ticket_channel WHERE ticket_id IN (SELECT ticket_id FROM incoming)) named GROUP BY ticket_id HAVING count(*) > 50)` }],
  },
  {
    name: 'patrols', zh: '视频巡逻', pillar: 'video', table: 'video_patrol', key: ['id'],
    columns: [
      required('id', '巡逻编号', code('P210203-20180108')), area, center(), required('title', '标题', text(100)),
      required('state', '状态', choice({ PLANNED: '已计划', RUNNING: '巡逻中', FINISHED: '已完成', ABANDONED: '已中止' })),
      required('plannedAt', '计划时间', moment), optional('startedAt', '开始时间', moment), optional('endedAt', '结束时间', moment), optional('reason', '中止原因', text(200)), optional('byPost', '巡逻岗位', post),
    ],
    checks: [
      neededIn('startedAt', 'state', STARTED), onlyIn('startedAt', 'state', [...STARTED, 'ABANDONED']), filledIn('endedAt', 'state', ['FINISHED', 'ABANDONED']),
      filledIn('reason', 'state', ['ABANDONED']), together('startedAt', 'byPost'), inOrder('startedAt', 'endedAt'),
    ],
    // Its checkpoints count themselves.
    constants: { checkpoints: 0 },
  },
  {
    name: 'patrol-checkpoints', zh: '巡逻点位', pillar: 'video', table: 'patrol_checkpoint', key: ['patrolId', 'seq'], isSourced: false,
    columns: [
      patrol, required('seq', '序号', integer(1, 100)), ofChannel,
      optional('result', '查看结果', choice({ NORMAL: '正常', FINDING: '有发现', NO_PICTURE: '无画面' })), optional('visitedAt', '查看时间', moment),
    ],
    checks: [together('result', 'visitedAt')],
    rules: [
      { column: 'result', message: 'is empty, and the patrol is finished: fill it in.', wrong: `i.result IS NULL AND ${ofPatrol("p.state = 'FINISHED'")}` },
      { column: 'result', message: 'is filled in, and the patrol has not begun: leave it empty.', wrong: `i.result IS NOT NULL AND ${ofPatrol('p.started_at IS NULL')}` },
      {
        column: 'seq', message: 'leaves a number out: a patrol counts its checkpoints from 1.',
        wrong: `(i.patrol_id, i.seq) IN (SELECT named.patrol_id, seq FROM (SELECT patrol_id, seq, row_number() OVER (PARTITION BY patrol_id ORDER BY seq) AS nth FROM incoming) named
                  JOIN video_patrol p ON p.id = named.patrol_id WHERE seq > nth + p.checkpoints)`,
      },
    ],
    after: [`UPDATE video_patrol p SET checkpoints = p.checkpoints + added.points, visited = p.visited + added.visited
      FROM (SELECT patrol_id, count(*) AS points, count(result) AS visited FROM incoming GROUP BY patrol_id) added WHERE added.patrol_id = p.id`],
  },
  {
    name: 'patrol-findings', zh: '巡逻发现', pillar: 'video', table: 'patrol_finding', key: ['id'], unique: [['eventId']],
    columns: [
      required('id', '发现编号', code('P210203-20180108-1')), patrol, required('seq', '点位序号', integer(1, 100)), required('note', '内容', text(200)),
      required('foundAt', '发现时间', moment), optional('eventId', '事件编号', code('E2018-000001')),
    ],
    constants: { area_path: null },
    rules: [{ column: 'seq', message: 'is no checkpoint of the patrol whose result is 有发现: correct it, or import the patrol-checkpoints first.', wrong: `NOT EXISTS (${checkpoint} AND c.result = 'FINDING')` }],
    before: [`UPDATE incoming i SET area_path = channel.area_path FROM patrol_checkpoint c JOIN video_channel channel ON channel.id = c.channel_id
      WHERE c.patrol_id = i.patrol_id AND c.seq = i.seq`],
  },
];
