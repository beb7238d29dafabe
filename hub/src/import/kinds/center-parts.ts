import { inOrder, together } from './checks.js';
import { center, choice, code, day, integer, number, optional, organization, required, text, yesNo, yuan, type ImportKind } from './import-kind.js';

const ofCenter = center({ area_path: 'path' });

/** What belongs to one center. */
export const centerPartKinds: readonly ImportKind[] = [
  {
    name: 'rooms', zh: '功能室', pillar: 'centers', table: 'room', key: ['id'],
    columns: [required('id', '功能室编号', code('C210203-R1')), center(), required('type', '类型', code('COMMAND_DISPATCH', /^[A-Z][A-Z0-9_]{1,39}$/)), required('name', '名称', text(60))],
  },
  {
    name: 'resident-units', zh: '入驻单位', pillar: 'centers', table: 'resident_unit', key: ['centerId', 'organizationId'], isSourced: false,
    columns: [center(), required('organizationId', '单位编号', organization)],
  },
  {
    name: 'staffing', zh: '人员', pillar: 'centers', table: 'staffing_record', key: ['centerId', 'source'],
    columns: [
      ofCenter,
      required('source', '人员来源', choice({ SECONDED: '综治办选派', GRADUATE_PROGRAMME: '大学生服务计划选调', VENDOR: '技术公司调配', PURCHASED_SERVICE: '政府购买服务' })),
      required('headcount', '人数', integer(0, 10_000)),
    ],
  },
  {
    name: 'funding', zh: '经费', pillar: 'centers', table: 'funding_record', key: ['centerId', 'year', 'source', 'purpose'],
    columns: [
      ofCenter,
      required('year', '年度', integer(2000, 2100)),
      required('source', '经费来源', choice({ GOVERNMENT: '政府保障', DEPARTMENT: '部门支持', SOCIAL: '社会筹措', MARKET: '市场运作' })),
      required('purpose', '用途', choice({ CONSTRUCTION: '中心建设', OPERATION: '工作运行', PAY: '劳动报酬', ALLOWANCE: '工作补贴' })),
      required('amountYuan', '金额', yuan),
    ],
  },
  {
    name: 'rule-documents', zh: '制度', pillar: 'centers', table: 'rule_document', key: ['id'],
    columns: [
      required('id', '制度编号', code('C210203-D1')), center(),
      required('kind', '种类', choice({ DUTY: '工作职责', POLICY: '工作制度', PROCESS: '工作流程', FLOWCHART: '流程图' })),
      required('title', '标题', text(100)),
      required('postedOnWall', '挂牌上墙', yesNo),
    ],
  },
  {
    name: 'ledgers', zh: '工作台账', pillar: 'centers', table: 'work_ledger', key: ['id'],
    columns: [
      required('id', '台账编号', code('C210203-L1')), center(), required('title', '标题', text(100)),
      required('entries', '条目数', integer(0, 10_000_000)), required('updatedOn', '更新日期', day),
    ],
  },
  {
    name: 'facilities', zh: '办公设施', pillar: 'centers', table: 'facility', key: ['centerId', 'kind', 'state'],
    columns: [
      center(), required('kind', '种类代码', code('COMPUTER', /^[A-Z][A-Z0-9_]{1,39}$/)),
      required('state', '状态', choice({ IN_USE: '在用', UNDER_REPAIR: '维修', OUT_OF_USE: '停用' })),
      required('name', '名称', text(40)), required('count', '数量', integer(0, 100_000)),
    ],
  },
  {
    name: 'archive-albums', zh: '档案图册', pillar: 'centers', table: 'archive_album', key: ['id'], unique: [['centerId', 'year', 'kind', 'title']],
    columns: [
      required('id', '档案图册编号', code('C210203-B1')), center(), required('year', '年度', integer(2000, 2100)),
      required('kind', '类别', choice({ ARCHIVE: '档案', ALBUM: '图册' })), required('title', '标题', text(100)),
      required('records', '件数', integer(0, 10_000_000)), required('pages', '页数', integer(0, 10_000_000)),
    ],
  },
  {
    name: 'improvements', zh: '下一步建设', pillar: 'centers', table: 'center_improvement', key: ['centerId', 'track'],
    columns: [
      center(), required('track', '环节', choice({ STANDARDIZATION: '规范化', INFORMATIZATION: '信息化', SUBSTANTIATION: '实体化' })),
      required('aim', '目标', text(200)), required('takenUpOn', '开始日期', day), optional('reachedOn', '完成日期', day),
    ],
    checks: [inOrder('takenUpOn', 'reachedOn')],
  },
  {
    name: 'demonstration-sites', zh: '示范点', pillar: 'centers', table: 'demonstration_site', key: ['centerId'],
    columns: [
      center({ area_path: 'path', level: 'level' }), required('note', '说明', text(200)),
      optional('designatedById', '确定单位编号', organization), optional('designatedOn', '确定日期', day),
    ],
    checks: [together('designatedById', 'designatedOn')],
  },
  {
    name: 'practices', zh: '经验做法', pillar: 'centers', table: 'practice_case', key: ['id'],
    columns: [
      required('id', '经验编号', code('C210203-P1')), center(), required('title', '标题', text(100)), optional('slogan', '提法', text(60)),
      required('summary', '内容', text(1_000)), optional('presentedAt', '专题汇报', text(100)),
    ],
  },
  {
    name: 'construction-projects', zh: '建设扩容', pillar: 'centers', table: 'construction_project', key: ['id'],
    columns: [
      required('id', '项目编号', code('C210203-B1')), center(), required('title', '标题', text(100)),
      required('status', '状态', choice({ PLANNED: '计划', UNDER_WAY: '在建', DONE: '完成' })),
      optional('floorAreaM2', '面积', number(1, 100_000), { field: 'floor_area_m2' }),
    ],
  },
];
