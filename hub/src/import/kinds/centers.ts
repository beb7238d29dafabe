import { toSearchKey } from '@sizhu/centers';
import { choice, code, integer, number, optional, required, text, type ImportKind } from './import-kind.js';

const LEVELS = { CITY: '市', DISTRICT: '区市县', STREET: '街道', COMMUNITY: '社区' };
const ORDER = ['PROVINCE', 'CITY', 'DISTRICT', 'STREET', 'COMMUNITY'];

export const centersKinds: readonly ImportKind[] = [
  {
    name: 'areas', zh: '区域', pillar: 'centers', table: 'area', key: ['code'],
    columns: [
      required('code', '区划代码', code('210203', /^\d{4}(Z\d+|\d{2})?(\d{3}){0,2}$/)),
      required('name', '名称', text(60)),
      required('level', '层级', choice(LEVELS)),
      optional('kind', '类别', choice({ STATUTORY: '法定区划', PILOT_ZONE: '先导区' })),
      // Not of type area: it may stand on an earlier line of the same file.
      optional('parentCode', '上级代码', code('2102')),
      required('rosterVersion', '区划版本', text(20)),
      required('validFrom', '生效日期', { kind: 'day' }),
    ],
    check: ({ level, parentCode }, { areas }) => {
      if (parentCode === null) return level === 'CITY' ? null : 'has no area above it: only a city has none; fill in 上级代码.';
      const parent = areas.get(String(parentCode));
      if (!parent) return 'names an area above that is neither in the registry nor on an earlier line: put the upper areas first.';
      return ORDER.indexOf(parent.level) < ORDER.indexOf(String(level)) ? null : 'names an area above that is of the same tier or below: correct 上级代码 or 层级.';
    },
    derive: ({ code: own, name, kind, parentCode, level }, { areas }) => {
      const above = parentCode === null ? '' : `${areas.get(String(parentCode))?.path ?? ''}/`;
      const path = `${above}${String(own)}`;
      areas.set(String(own), { path, level: String(level) });
      return { path, kind: kind ?? 'STATUTORY', search_key: toSearchKey(String(name)) };
    },
  },
  {
    name: 'organizations', zh: '单位', pillar: 'centers', table: 'organization', key: ['id'],
    columns: [
      required('id', '单位编号', code('O210203-HOUSING')),
      required('name', '单位名称', text(100)),
      required('kind', '单位类别', choice({
        GOVERNANCE_OFFICE: '综治办', GOVERNANCE_COMMITTEE: '综治委', PARTY_COMMITTEE: '党委', GOVERNMENT: '政府', DEPARTMENT: '部门', PUBLIC_INSTITUTION: '事业单位',
      })),
      required('areaCode', '区划代码', { kind: 'area' }),
      optional('successorId', '承接单位编号', code('O2102-LEGAL'), { references: { table: 'organization', column: 'id' } }),
    ],
    derive: ({ name }) => ({ search_key: toSearchKey(String(name)) }),
  },
  {
    name: 'centers', zh: '综治中心', pillar: 'centers', table: 'center', key: ['id'], unique: ['areaCode'],
    columns: [
      required('id', '中心编号', code('C210203')),
      required('areaCode', '区划代码', { kind: 'area' }),
      required('name', '中心名称', text(100)),
      required('kind', '类别', choice({ CENTER: '中心', STATION: '站' })),
      required('status', '状态', choice({ PLANNED: '规划', BUILDING: '在建', BUILT: '建成', OPERATING: '运行', CLOSED: '关闭' })),
      optional('builtOn', '建成日期', { kind: 'day' }),
      optional('floorAreaM2', '面积', number(1, 100_000), { field: 'floor_area_m2' }),
      optional('layout', '布局', choice({ ONE_AREA_FIVE_ROOMS: '一区五室', TWO_AREAS_FIVE_ROOMS: '两区五室' })),
      optional('signageUnified', '标识统一', { kind: 'boolean' }),
      optional('signageHung', '已挂牌', { kind: 'boolean' }),
    ],
    check: ({ status, builtOn }) => ((status === 'BUILT' || status === 'OPERATING') && builtOn === null ? 'stands but has no 建成日期: fill it in.' : null),
    derive: ({ areaCode, name, signageUnified, signageHung }, { areas }) => {
      const { path, level } = areas.get(String(areaCode))!;
      return {
        area_path: path, level, search_key: toSearchKey(String(name)), functions: '{}', capabilities: '{}', mechanisms: '{}',
        signage_unified: signageUnified ?? false, signage_hung: signageHung ?? false,
      };
    },
  },
  {
    name: 'staffing', zh: '人员', pillar: 'centers', table: 'staffing_record', key: ['centerId', 'source'],
    columns: [
      required('centerId', '中心编号', { kind: 'center' }),
      required('source', '人员来源', choice({ SECONDED: '综治办选派', GRADUATE_PROGRAMME: '大学生服务计划选调', VENDOR: '技术公司调配', PURCHASED_SERVICE: '政府购买服务' })),
      required('headcount', '人数', integer(0, 10_000)),
    ],
    derive: ({ centerId }, { centers }) => ({ area_path: centers.get(String(centerId))!.path }),
  },
  {
    name: 'funding', zh: '经费', pillar: 'centers', table: 'funding_record', key: ['centerId', 'year', 'source', 'purpose'],
    columns: [
      required('centerId', '中心编号', { kind: 'center' }),
      required('year', '年度', integer(2000, 2100)),
      required('source', '经费来源', choice({ GOVERNMENT: '政府保障', DEPARTMENT: '部门支持', SOCIAL: '社会筹措', MARKET: '市场运作' })),
      required('purpose', '用途', choice({ CONSTRUCTION: '中心建设', OPERATION: '工作运行', PAY: '劳动报酬', ALLOWANCE: '工作补贴' })),
      required('amountYuan', '金额', integer(0, 1_000_000_000_000)),
    ],
    derive: ({ centerId }, { centers }) => ({ area_path: centers.get(String(centerId))!.path }),
  },
];
