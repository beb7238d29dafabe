import { disputeKinds, disputeScales, resolutionMethods, subcategories, type Code } from './codes.js';
import { toTable, type SampleTable } from './table.js';

/** With the code of the value above it. */
type Value = readonly [...Code, parentCode?: string];

interface Table {
  readonly name: string;
  readonly nameEn: string;
  readonly source: string;
  readonly values: readonly Value[];
}

const implementations = 'Lists seen in public implementations: local, not national';

/** Named by the same lists, and not drawn by the sample's events. */
const furtherSubcategories: readonly Value[] = [
  ['0306', '教育', 'Education', 'LIVELIHOOD_SERVICE'], ['0307', '就业', 'Employment', 'LIVELIHOOD_SERVICE'], ['0308', '医疗', 'Medical care', 'LIVELIHOOD_SERVICE'],
];

const tables: Readonly<Record<string, Table>> = {
  'org-level': {
    name: '机构层级', nameEn: 'Level of a body', source: implementations,
    values: [
      ['0', '网格', 'Grid'], ['10', '村（社区）', 'Village or community'], ['20', '乡镇（街道）', 'Town or street'], ['30', '区县', 'District'],
      ['40', '市', 'City'], ['50', '省', 'Province'], ['60', '国家', 'Country'],
    ],
  },
  'event-category': {
    name: '事件类别', nameEn: 'Event category', source: implementations,
    values: [
      ['DISPUTE', '矛盾纠纷', 'Dispute'], ['SECURITY_HAZARD', '治安、安全隐患', 'Security and safety hazard'],
      ['LIVELIHOOD_SERVICE', '民生服务', 'Livelihood service'], ['OTHER', '其他', 'Other'],
    ],
  },
  'event-subcategory': {
    name: '事件子类', nameEn: 'Event subtype', source: `${implementations}; those that a source names, not all of them`,
    values: [...subcategories.map(({ code, name, nameEn, category }) => [code, name, nameEn, category] as const), ...furtherSubcategories],
  },
  'event-severity': {
    name: '事件等级', nameEn: 'Event severity', source: implementations,
    values: [['I', '一级', 'Level one'], ['II', '二级', 'Level two'], ['III', '三级', 'Level three'], ['IV', '四级', 'Level four']],
  },
  'event-source': {
    name: '事件来源', nameEn: 'Event source', source: `${implementations}; video patrols are added`,
    values: [
      ['GRID_PATROL', '网格员巡查', 'Patrol of a grid'], ['PUBLIC_REPORT', '群众上报', 'Report by the public'], ['IOT_SENSING', '物联网感知', 'Sensors'],
      ['SUPERIOR_ORDER', '上级指示', 'Order from above'], ['VIDEO_PATROL', '视频巡逻', 'Video patrol'],
    ],
  },
  'dispute-kind': {
    name: '矛盾纠纷类型', nameEn: 'Kind of dispute', source: `${implementations}; the style of judicial bureaus`,
    values: disputeKinds.map(([code, name, nameEn]) => [code, name, nameEn] as const),
  },
  'dispute-scale': { name: '矛盾纠纷规模', nameEn: 'Scale of a dispute', source: implementations, values: disputeScales },
  'resolution-method': {
    name: '化解方式', nameEn: 'Method of resolution', source: `${implementations}; its numbers are ours`,
    values: resolutionMethods.map(([code, name, nameEn]) => [code, name, nameEn] as const),
  },
  'position-type': {
    name: '位置类型', nameEn: 'Type of position', source: 'GB/T 28181, as implemented',
    values: [
      ['1', '检查站', 'Checkpoint'], ['2', '党政机关', 'Government'], ['3', '车站码头', 'Station or port'], ['4', '中心广场', 'Square'],
      ['5', '体育场馆', 'Stadium'], ['6', '商业中心', 'Commercial center'], ['7', '宗教场所', 'Place of worship'], ['8', '校园周边', 'Around a school'],
      ['9', '治安复杂区域', 'Area of complex security'], ['10', '交通干线', 'Trunk road'],
    ],
  },
};

const version = 'sample-1';

/** The lists of implementations and standards, each whole: a value is told by scheme and code. */
export const makeCodeTables = (): SampleTable[] => [
  toTable('code_table', Object.entries(tables).map(([scheme, { name, nameEn, source }]) => ({
    scheme, version, name, name_en: nameEn, source, in_force_from: '2016-03-01', provenance: 'SAMPLE',
  }))),
  toTable('code_value', Object.entries(tables).flatMap(([scheme, { values }]) => values.map(([code, name, nameEn, parentCode = null], at) => ({
    scheme, version, code, name, name_en: nameEn, position: at + 1, parent_code: parentCode, provenance: 'SAMPLE',
  })))),
];
