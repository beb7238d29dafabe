import { before, different, filledIn, onlyIn, together } from './checks.js';
import { LEVELS } from './centers.js';
import { isWhole } from './compliance.js';
import { area, areaCode, belongsTo, choice, code, day, integer, number, optional, organization, required, text, yesNo, type ImportKind } from './import-kind.js';

const year = required('year', '年度', integer(2000, 2100));
const PILLARS = { CENTER: '综治中心', INFORMATIZATION: '综治信息化', GRID: '网格化服务管理', XUELIANG: '雪亮工程' };
const policy = belongsTo('policy_document');

/** What areas and bodies undertake, write, report and are assessed by. */
export const cityWorkKinds: readonly ImportKind[] = [
  {
    name: 'policies', zh: '政策文件', pillar: 'centers', table: 'policy_document', key: ['id'],
    columns: [
      required('id', '文件编号', code('DL-2018-1')), required('title', '标题', text(200)), optional('code', '标准号', text(40)),
      required('status', '状态', choice({ DRAFTED: '起草', ISSUED: '印发' })), optional('issuerId', '发布单位编号', organization), optional('issuedOn', '发布日期', day),
    ],
    checks: [onlyIn('issuedOn', 'status', ['ISSUED'])],
  },
  {
    name: 'policy-relations', zh: '文件关系', pillar: 'centers', table: 'policy_relation', key: ['fromId', 'toId', 'kind'], isSourced: false,
    columns: [
      required('fromId', '文件编号', code('DL-2018-1'), policy), required('toId', '所涉文件编号', code('GB-33200'), policy),
      required('kind', '关系', choice({ SUPERSEDES: '替代', IMPLEMENTS: '落实', BASED_ON: '依据', ALTERNATE_TITLE: '同一文件的另一标题' })),
    ],
    checks: [different('fromId', 'toId')],
  },
  {
    name: 'commitments', zh: '列入议程和计划', pillar: 'centers', table: 'area_commitment', key: ['id'],
    columns: [required('id', '事项编号', code('M210203-1')), areaCode, required('body', '主体', text(60)), required('text', '内容', text(300)), year],
  },
  {
    name: 'pilot-programmes', zh: '试点', pillar: 'centers', table: 'pilot_programme', key: ['id'],
    columns: [required('id', '试点编号', code('T2102-1')), areaCode, required('title', '名称', text(100)), required('namedById', '确定单位编号', organization)],
  },
  {
    name: 'responsibilities', zh: '责任分工', pillar: 'centers', table: 'responsibility', key: ['areaCode', 'pillar', 'organizationId'],
    columns: [
      areaCode, required('pillar', '支柱', choice(PILLARS)), required('organizationId', '单位编号', organization),
      required('role', '职责', choice({ LEAD: '主导', COORDINATE: '牵头', PARTICIPATE: '参与' })),
    ],
  },
  {
    name: 'survey-rounds', zh: '摸底调查', pillar: 'centers', table: 'survey_round', key: ['id'],
    columns: [
      required('id', '调查编号', code('SV-2018')), required('title', '标题', text(100)), required('organizerId', '组织单位编号', organization),
      optional('asOf', '数据日期', day), required('state', '状态', choice({ OPEN: '进行中', CLOSED: '已结束' })),
    ],
  },
  {
    name: 'reports', zh: '报告', pillar: 'centers', table: 'report', key: ['id'],
    columns: [
      required('id', '报告编号', code('RP-2018')), required('title', '标题', text(200)), required('authorId', '报告单位编号', organization),
      required('recipientId', '主送单位编号', organization), required('reportedOn', '报告日期', day),
      optional('surveyRoundId', '调查编号', code('SV-2018'), belongsTo('survey_round')),
    ],
  },
  {
    name: 'reported-figures', zh: '报告数据', pillar: 'centers', table: 'reported_figure', key: ['id'],
    columns: [
      required('id', '数据编号', code('RP-2018-1')), required('reportId', '报告编号', code('RP-2018'), belongsTo('report')), areaCode,
      required('metric', '指标', code('CENTERS_BUILT', /^[A-Z][A-Z0-9_]{1,39}$/)), optional('level', '层级', choice({ PROVINCE: '省', ...LEVELS })),
      required('value', '数值', number(0, 1e12)), optional('denominator', '分母', number(0, 1e12)), required('unit', '单位', text(20)),
      required('qualifier', '口径', choice({ EXACT: '准确', AT_LEAST: '不少于' })), required('statement', '表述', text(300)),
      optional('explanation', '差异说明', text(300)), optional('explainedById', '说明单位编号', organization), optional('explainedOn', '说明日期', day),
    ],
    checks: [together('explanation', 'explainedById', 'explainedOn')],
  },
  {
    name: 'activities', zh: '推进工作', pillar: 'centers', table: 'work_activity', key: ['id'],
    columns: [
      required('id', '工作编号', code('W2018-1')), required('title', '标题', text(100)), required('kind', '类别', choice({ MEETING: '推进会', TRAINING: '培训', FIELD_VISIT: '调研' })), area,
      required('organizerId', '组织单位编号', organization), required('state', '状态', choice({ PLANNED: '计划', HELD: '已举行', CANCELLED: '已取消' })),
      required('plannedOn', '计划日期', day), optional('heldOn', '举行日期', day), optional('attendance', '参加人数', integer(0, 100_000)), optional('summary', '小结', text(500)),
    ],
    checks: [filledIn('heldOn', 'state', ['HELD']), filledIn('attendance', 'state', ['HELD']), onlyIn('summary', 'state', ['HELD'])],
  },
  {
    name: 'assessment-schemes', zh: '年度考评方案', pillar: 'centers', table: 'assessment_scheme', key: ['id'], unique: [['year', 'areaCode', 'level']],
    columns: [
      required('id', '方案编号', code('K2018')), year, required('title', '标题', text(100)), areaCode, required('level', '层级', choice({ PROVINCE: '省', ...LEVELS })),
      required('issuedById', '印发单位编号', organization), required('periodFrom', '起', day), required('periodTo', '止', day),
    ],
    checks: [before('periodFrom', 'periodTo')],
  },
  {
    name: 'assessment-items', zh: '考评项', pillar: 'centers', table: 'assessment_item', key: ['id'], unique: [['schemeId', 'position']],
    columns: [
      required('id', '考评项编号', code('K2018-1')), required('schemeId', '方案编号', code('K2018'), belongsTo('assessment_scheme')), required('position', '序号', integer(1, 50)),
      required('title', '标题', text(100)), required('pillar', '支柱', choice(PILLARS)),
      required('figure', '指标', code('eventSummary.onTimeClosure', /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/)), required('measure', '计量方式', choice({ RATIO: '比率', COUNT: '计数' })),
      required('ofPeriod', '按时段', yesNo), required('fullMarks', '满分', number(0.01, 1_000)), required('target', '目标值', number(0, 1_000_000)),
      required('deduction', '扣分', number(0, 1_000)), optional('vetoAt', '一票否决线', number(0, 1_000_000)),
    ],
    checks: [({ measure, target, vetoAt }) => (measure === 'RATIO' && (Number(target) > 1 || Number(vetoAt) > 1) ? 'has a share above 1: write 目标值 and 一票否决线 of a ratio as 0 to 1.' : null)],
    rules: [isWhole('schemeId', 'assessment_item', ['scheme_id'])],
  },
];

