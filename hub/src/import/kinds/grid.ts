import { atMost } from './checks.js';
import { isWhole } from './compliance.js';
import { area, belongsTo, choice, code, codeOf, day, integer, list, month, optional, required, text, yesNo, yuan, type ImportKind } from './import-kind.js';

const GRID_FUNCTIONS = {
  PARTY_BUILDING: '党建', PUBLIC_SECURITY: '综治', CIVIL_AFFAIRS: '民政', URBAN_MANAGEMENT: '城管',
  FIRE_SAFETY: '消防', ENVIRONMENT: '环保', DISPUTE_SCREENING: '矛盾排查', CONVENIENCE_SERVICE: '便民服务',
};
const scheme = required('scheme', '方案', code('dispute-kind', /^[a-z][a-z0-9-]{1,39}$/));
const version = required('version', '版本', code('2025-1'));

/** Grids and what is kept of them and of an area, in counts; and the code tables that cases name. */
export const gridKinds: readonly ImportKind[] = [
  {
    name: 'code-tables', zh: '代码表', pillar: 'grid', table: 'code_table', key: ['scheme', 'version'],
    columns: [scheme, version, required('name', '名称', text(60)), required('nameEn', '英文名', text(80)), required('source', '来源', text(200)), required('inForceFrom', '生效日期', day)],
  },
  {
    name: 'code-values', zh: '代码', pillar: 'grid', table: 'code_value', key: ['scheme', 'version', 'code'],
    columns: [
      scheme, version, required('code', '代码', code('01')), required('name', '名称', text(60)), required('nameEn', '英文名', text(80)),
      required('position', '序号', integer(1, 1_000)), optional('parentCode', '上级代码', code('1')),
    ],
    rules: [
      isWhole('version', 'code_value', ['scheme', 'version']),
      { column: 'version', message: 'is no edition of this code table: correct it, or import the code tables first.', wrong: 'NOT EXISTS (SELECT FROM code_table t WHERE t.scheme = i.scheme AND t.version = i.version)' },
      {
        column: 'code', message: 'has another meaning in another edition, and records hold it in that sense: give the new list a scheme of its own.',
        wrong: `(i.scheme, i.code) IN (SELECT scheme, code FROM (SELECT scheme, code, name FROM incoming UNION ALL SELECT scheme, code, name FROM code_value) meant
                  GROUP BY scheme, code HAVING count(DISTINCT name) > 1)`,
      },
    ],
  },
  {
    name: 'grids', zh: '网格', pillar: 'grid', table: 'grid', key: ['id'], unique: [['code']],
    columns: [
      required('id', '网格编号', code('G210203001001001')),
      required('code', '网格编码', code('210203001001001', /^\d[\dZ]{6,20}$/)),
      required('name', '网格名称', text(60)),
      area,
      optional('households', '户数', integer(0, 100_000)),
      optional('functions', '职能', list(choice(GRID_FUNCTIONS), 8), { otherwise: [] }),
      required('terminals', '终端数', integer(0, 1_000)),
      required('terminalsActive', '在用终端数', integer(0, 1_000)),
      optional('terminalsFaulty', '故障终端数', integer(0, 1_000), { otherwise: 0 }),
      optional('workMapTitle', '工作图', text(100)),
      optional('workMapPosted', '工作图上墙', yesNo, { otherwise: false }),
    ],
    checks: [
      atMost('terminalsActive', 'terminals'),
      ({ terminals, terminalsActive, terminalsFaulty }) => (Number(terminalsActive) + Number(terminalsFaulty) > Number(terminals) ? 'has more terminals in use and out of order than 终端数: correct them.' : null),
    ],
  },
  {
    name: 'posts', zh: '网格员岗位', pillar: 'grid', table: 'grid_post', key: ['gridId', 'role'],
    columns: [
      required('gridId', '网格编号', code('G210203001001001'), belongsTo('grid', { column: 'area_path', field: 'area_path' })),
      required('role', '岗位', choice({ CHIEF: '网格长', DEPUTY: '副网格长', WORKER: '网格员' })),
      required('posts', '岗位数', integer(0, 1_000)),
      required('filled', '在岗数', integer(0, 1_000)),
    ],
    checks: [atMost('filled', 'posts')],
  },
  {
    name: 'grid-mechanisms', zh: '网格化管理机制', pillar: 'grid', table: 'grid_mechanism', key: ['id'],
    columns: [required('id', '机制编号', code('M2102-1')), required('name', '名称', text(60)), area, optional('items', '内容', list(text(100), 20), { otherwise: [] })],
  },
  {
    name: 'grid-pay', zh: '网格员报酬', pillar: 'grid', table: 'grid_pay', key: ['areaCode', 'year'],
    columns: [area, required('year', '年度', integer(2000, 2200)), optional('payYuan', '劳动报酬', yuan), optional('allowanceYuan', '工作补贴', yuan)],
    checks: [(cells) => (cells.payYuan === null && cells.allowanceYuan === null ? 'has neither 劳动报酬 nor 工作补贴: fill in one.' : null)],
  },
  {
    name: 'volunteer-groups', zh: '社会力量', pillar: 'grid', table: 'volunteer_group', key: ['id'],
    columns: [required('id', '队伍编号', code('Z210203-1')), required('name', '名称', text(60)), area, required('members', '人数', integer(0, 1_000_000))],
  },
  {
    name: 'topic-counts', zh: '便民服务和社情民意', pillar: 'grid', table: 'topic_count', key: ['series', 'areaCode', 'month', 'topicCode'],
    columns: [
      required('series', '类别', choice({ CONVENIENCE_SERVICE: '便民服务', PUBLIC_SENTIMENT: '社情民意' })), area, required('month', '月份', month),
      required('topicCode', '主题代码', code('301'), codeOf('event-subcategory')), required('received', '受理数', integer(0, 1_000_000)), required('handled', '办结数', integer(0, 1_000_000)),
    ],
    checks: [atMost('handled', 'received')],
  },
];
