import { CITY, type Area } from './divisions.js';
import type { Random } from './random.js';
import { table, type SampleTable, type Value } from './table.js';

export interface SampleCenter {
  readonly id: string;
  readonly area: Area;
  /** A center that stands, whether it operates yet or not. */
  readonly built: boolean;
}

/** How many centers stand, by tier, as the report of 8 January 2018 says. */
const BUILT = { CITY: 1, DISTRICT: 13, STREET: 158, COMMUNITY: 1_387 } as const;
const CITY_ROOMS = [
  ['COORDINATION', '综合协调室'], ['COMMAND_DISPATCH', '指挥调度室'], ['SECURITY_PREVENTION', '治安防控室'],
  ['GRID_MANAGEMENT', '网格管理室'], ['GOVERNANCE_RESEARCH', '综治理论研究室'],
] as const;
const FUNCTIONS = ['HUB', 'GRID_SERVICE', 'VIDEO_SHARING', 'DISPUTE_RESOLUTION', 'INFORMATION_APPLICATION', 'SOCIAL_MOBILIZATION'];
const CAPABILITIES = ['SITUATION_INFO', 'ANALYSIS_WARNING', 'COMMAND_DISPATCH', 'GRID_MANAGEMENT'];
const MECHANISMS = ['COORDINATION', 'DISPUTE_RESOLUTION', 'SECURITY_PREVENTION', 'SERVICE_LINKAGE'];
const ITEMS: readonly (readonly [string, string, string, boolean])[] = [
  ['S01', '功能室按模板设置', '场所设置', true], ['S02', '统一标识、统一挂牌', '场所设置', true],
  ['S03', '相关单位进驻', '部门入驻', false], ['S04', '四个工作机制建立', '运行机制', true],
  ['S05', '交办事项有跟踪督办', '督办落实', false], ['S06', '台账齐全', '督办落实', false],
  ['S07', '接入综治信息平台', '信息化建设', true], ['S08', '职责、制度、流程上墙', '层级功能定位', true],
  ['S09', '定期研判治安风险', '治安风险防控', false],
];
/** 示范点 of the report. Its 南沙街道 is taken to be 南沙河口街道. */
const DEMONSTRATIONS = ['210203', '210212', '210214', '210204009'];

/** Which areas have a center: exactly as many per tier as the report counts. Quasi-units come last. */
export function planCenters(areas: readonly Area[], random: Random): readonly SampleCenter[] {
  return (['CITY', 'DISTRICT', 'STREET', 'COMMUNITY'] as const).flatMap((level) => {
    const units = areas.filter((area) => area.level === level);
    const certain = units.filter(({ code }) => level !== 'STREET' && level !== 'COMMUNITY' || DEMONSTRATIONS.includes(code) || code === '210204011');
    const ordinary = units.filter((unit) => !certain.includes(unit) && (level !== 'STREET' || /(街道|镇|乡|办事处)$/.test(unit.name)));
    const built = new Set([...certain, ...random.sample(ordinary, BUILT[level] - certain.length)]);
    const planned = units.filter((unit) => !built.has(unit) && random.chance(0.3));
    return [...[...built].map((area) => ({ area, built: true })), ...planned.map((area) => ({ area, built: false }))]
      .map(({ area, built: stands }) => ({ id: `C${area.code}`, area, built: stands }));
  });
}

export function centerTables(centers: readonly SampleCenter[], random: Random): readonly SampleTable[] {
  const standing = centers.filter(({ built }) => built);
  const rows = centers.map(({ id, area, built }): readonly Value[] => {
    const isCity = area.code === CITY;
    const operating = built && (isCity || area.level === 'DISTRICT' || random.chance(0.93));
    return [
      id, area.code, area.path, `${area.name}综治${area.level === 'COMMUNITY' ? '站' : '中心'}`, area.level,
      area.level === 'COMMUNITY' ? 'STATION' : 'CENTER', operating ? 'OPERATING' : built ? 'BUILT' : random.pick(['PLANNED', 'BUILDING']),
      built ? `201${random.integer(5, 7)}-${String(random.integer(1, 12)).padStart(2, '0')}-15` : null,
      isCity ? 120 : built ? random.integer(30, area.level === 'DISTRICT' ? 600 : 200) : null,
      built ? (area.level === 'DISTRICT' ? 'TWO_AREAS_FIVE_ROOMS' : 'ONE_AREA_FIVE_ROOMS') : null,
      built ? FUNCTIONS : [], isCity ? CAPABILITIES : area.level === 'DISTRICT' ? random.sample(CAPABILITIES, 3) : [], built ? MECHANISMS : [],
      operating ? 'OFFICE_SYSTEM_N' : null, built ? '同级综治办负责人' : null, built, built && random.chance(0.95),
      built, operating, operating && random.chance(0.6), isCity ? 'REPORT' : 'SAMPLE',
    ];
  });
  return [
    table('center', 'id area_code area_path name level kind status built_on floor_area_m2 layout functions capabilities mechanisms operating_model director_post signage_unified signage_hung realized operational effective provenance', rows),
    table('room', 'id center_id type name provenance', standing.flatMap(({ id, area }) =>
      CITY_ROOMS.map(([type, name], index) => [`${id}-${index + 1}`, id, type, name, area.code === CITY ? 'REPORT' : 'SAMPLE']))),
    table('compliance_item', 'id title dimension mandatory provenance', ITEMS.map((item) => [...item, 'SAMPLE'])),
    table('compliance_check', 'center_id item_id passed checked_on', standing.flatMap(({ id }) =>
      ITEMS.map(([item]) => [id, item, random.chance(0.97), '2017-12-15']))),
    // The report gives the city center 6 people from three sources; how they divide is the sample's.
    table('staffing_record', 'center_id source area_path headcount provenance', standing.flatMap(({ id, area }) => (area.code === CITY
      ? [['SECONDED', 2], ['GRADUATE_PROGRAMME', 2], ['VENDOR', 2]].map(([source, heads]) => [id, source as string, area.path, heads as number, 'SAMPLE'])
      : [['SECONDED', random.integer(1, 3)], ['PURCHASED_SERVICE', random.integer(1, 5)]].map(([source, heads]) => [id, source as string, area.path, heads as number, 'SAMPLE'])))),
    table('funding_record', 'center_id year source purpose area_path amount_yuan provenance', standing.flatMap(({ id, area }) => [
      [id, 2017, 'GOVERNMENT', 'OPERATION', area.path, random.integer(20, 300) * 1_000, 'SAMPLE'],
      [id, 2017, 'GOVERNMENT', 'PAY', area.path, random.integer(50, 400) * 1_000, 'SAMPLE'],
      [id, 2017, random.pick(['DEPARTMENT', 'SOCIAL', 'MARKET']), 'CONSTRUCTION', area.path, random.integer(10, 200) * 1_000, 'SAMPLE'],
    ])),
    table('rule_document', 'id center_id kind title posted_on_wall provenance', standing.flatMap(({ id }) => [
      [`${id}-D`, id, 'DUTY', '工作职责', true, 'SAMPLE'], [`${id}-P`, id, 'POLICY', '工作制度', true, 'SAMPLE'],
      [`${id}-F`, id, 'FLOWCHART', '工作流程图', random.chance(0.9), 'SAMPLE'],
    ])),
    table('work_ledger', 'id center_id title entries updated_on provenance', standing.map(({ id }) =>
      [`${id}-L`, id, '工作台账', random.integer(10, 900), '2017-12-31', 'SAMPLE'])),
    table('demonstration_site', 'center_id area_path level note provenance', standing.filter(({ area }) => DEMONSTRATIONS.includes(area.code))
      .map(({ id, area }) => [id, area.path, area.level, '市级示范点', 'REPORT'])),
    table('practice_case', 'id center_id title slogan summary presented_at provenance', [
      ['P1', 'C210203', '西岗区经验', '指挥部、统战部、信息部', '综治中心作为指挥部、统战部和信息部。', '中央综治办会议专题汇报', 'REPORT'],
      ['P2', 'C210204011', '一格多用', null, '一格多用、职能融合、工作联动。', null, 'REPORT'],
    ]),
    table('construction_project', 'id center_id title status floor_area_m2 provenance', [['B1', 'C2102', '市综治中心建设扩容', 'DONE', 120, 'REPORT']]),
  ];
}
