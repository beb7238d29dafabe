import { filledIn, inOrder, needs, onlyIn, oneOf, together } from './checks.js';
import { area, belongsTo, center, choice, code, day, integer, number, optional, organization, required, text, yesNo, type ImportKind, type Rule } from './import-kind.js';

/** What is entered whole and never changes takes no further lines. */
export const isWhole = (column: string, table: string, fields: readonly string[]): Rule => ({
  column,
  message: 'has its lines in the registry already, and they never change: import a new edition whole.',
  wrong: `EXISTS (SELECT FROM ${table} own WHERE ${fields.map((field) => `own.${field} = i.${field}`).join(' AND ')})`,
});

const itemOf = (condition: string) => `EXISTS (SELECT FROM compliance_item item, compliance_assessment a WHERE item.id = i.item_id AND a.id = i.assessment_id AND ${condition})`;

/** Standards, what was held against them, inspections, and what they found wanting. */
export const complianceKinds: readonly ImportKind[] = [
  {
    name: 'compliance-standards', zh: '规范化标准', pillar: 'centers', table: 'compliance_standard', key: ['id'],
    columns: [required('id', '标准编号', code('S2026')), required('title', '标题', text(100)), optional('basedOn', '依据', text(100)), required('inForceFrom', '施行日期', day)],
  },
  {
    name: 'compliance-items', zh: '标准条目', pillar: 'centers', table: 'compliance_item', key: ['id'], unique: [['standardId', 'position']],
    columns: [
      required('id', '条目编号', code('S2026-1')), required('standardId', '标准编号', code('S2026'), belongsTo('compliance_standard')),
      required('position', '序号', integer(1, 100)), required('title', '标题', text(100)), required('dimension', '维度', text(40)),
      required('mandatory', '是否必备', yesNo), optional('points', '分值', number(0.01, 1_000)),
    ],
    checks: [filledIn('points', 'mandatory', ['false'])],
    rules: [isWhole('standardId', 'compliance_item', ['standard_id'])],
  },
  {
    name: 'compliance-assessments', zh: '达标检查', pillar: 'centers', table: 'compliance_assessment', key: ['id'],
    columns: [
      required('id', '检查编号', code('C210203-A1')), center(), required('standardId', '标准编号', code('S2026'), belongsTo('compliance_standard')),
      required('assessedOn', '检查日期', day), optional('assessedById', '检查单位编号', organization),
    ],
    constants: { seq: null },
    // Which of its center's it is: after those that are there.
    before: [`UPDATE incoming SET seq = numbered.seq FROM (
      SELECT i.id, row_number() OVER (PARTITION BY i.center_id ORDER BY i.assessed_on, i.line)
        + coalesce((SELECT max(own.seq) FROM compliance_assessment own WHERE own.center_id = i.center_id), 0) AS seq
      FROM incoming i) numbered WHERE numbered.id = incoming.id`],
  },
  {
    name: 'compliance-checks', zh: '检查项', pillar: 'centers', table: 'compliance_check', key: ['assessmentId', 'itemId'], isSourced: false,
    columns: [
      required('assessmentId', '检查编号', code('C210203-A1'), belongsTo('compliance_assessment', { column: 'center_id', field: 'center_id' })),
      required('itemId', '条目编号', code('S2026-1'), belongsTo('compliance_item')),
      required('passed', '是否通过', yesNo), optional('points', '得分', number(0, 1_000)), optional('evidence', '佐证', text(200)), optional('correctedOn', '整改确认日期', day),
    ],
    checks: [onlyIn('correctedOn', 'passed', ['false'])],
    rules: [
      { column: 'itemId', message: 'is no item of the standard that the assessment was held against: correct it.', wrong: itemOf('item.standard_id <> a.standard_id') },
      {
        column: 'points', message: 'does not go with the item: a mandatory one has none, a scored one has some up to its own and passes with all of them.',
        wrong: itemOf('CASE WHEN item.mandatory THEN i.points IS NOT NULL ELSE i.points IS NULL OR i.points > item.points OR i.passed <> (i.points = item.points) END'),
      },
    ],
  },
  {
    name: 'inspections', zh: '督导检查', pillar: 'centers', table: 'inspection', key: ['id'],
    columns: [
      required('id', '检查编号', code('Y210203-1')), required('title', '标题', text(100)), area,
      required('kind', '类别', choice({ ROUTINE: '常规', SPECIAL: '专项', UNANNOUNCED: '暗访' })), required('inspectorId', '检查单位编号', organization),
      required('state', '状态', choice({ PLANNED: '计划', CARRIED_OUT: '已实施', CLOSED: '已办结', CANCELLED: '已取消' })),
      required('plannedOn', '计划日期', day), optional('carriedOutOn', '实施日期', day), optional('closedOn', '办结日期', day), optional('conclusion', '结论', text(500)),
    ],
    checks: [
      filledIn('carriedOutOn', 'state', ['CARRIED_OUT', 'CLOSED']), filledIn('closedOn', 'state', ['CLOSED']), filledIn('conclusion', 'state', ['CLOSED']),
      inOrder('carriedOutOn', 'closedOn'),
    ],
  },
  {
    name: 'inspection-centers', zh: '检查的综治中心', pillar: 'centers', table: 'inspection_center', key: ['inspectionId', 'centerId'], isSourced: false,
    columns: [required('inspectionId', '检查编号', code('Y210203-1'), belongsTo('inspection')), center()],
  },
  {
    name: 'findings', zh: '发现问题', pillar: 'centers', table: 'finding', key: ['id'],
    columns: [
      required('id', '问题编号', code('Y210203-1-1')), optional('areaCode', '区划代码', { kind: 'area' }, { field: null }), optional('centerId', '中心编号', { kind: 'center' }),
      optional('assessmentId', '达标检查编号', code('C210203-A1'), belongsTo('compliance_assessment')), optional('itemId', '条目编号', code('S2026-1'), belongsTo('compliance_item')),
      optional('inspectionId', '督导检查编号', code('Y210203-1'), belongsTo('inspection')),
      required('text', '问题', text(300)), required('state', '状态', choice({ OPEN: '待整改', CORRECTED: '已整改待确认', VERIFIED: '已确认' })),
      required('foundOn', '发现日期', day), required('dueOn', '整改期限', day), optional('correctedOn', '整改日期', day), optional('correctedById', '整改单位编号', organization),
      optional('correction', '整改措施', text(300)), optional('verifiedOn', '确认日期', day), optional('verifiedById', '确认单位编号', organization),
    ],
    checks: [
      oneOf('areaCode', 'centerId'), oneOf('assessmentId', 'inspectionId'), needs('itemId', 'assessmentId'), filledIn('correctedOn', 'state', ['CORRECTED', 'VERIFIED']),
      together('correctedOn', 'correctedById', 'correction'), filledIn('verifiedOn', 'state', ['VERIFIED']), together('verifiedOn', 'verifiedById'),
      inOrder('foundOn', 'correctedOn', 'verifiedOn'), inOrder('foundOn', 'dueOn'),
    ],
    // Of the center that it concerns, or of the area as a whole.
    derived: { area_path: ({ areaCode: named, centerId }, { areas, centers }) => (centerId === null ? areas.get(String(named)) : centers.get(String(centerId)))?.path ?? null },
  },
];
