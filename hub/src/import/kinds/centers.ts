import { toSearchKey } from '@sizhu/centers';
import { neededIn, onlyIn, type Check } from './checks.js';
import { areaCode, belongsTo, choice, code, day, list, number, optional, required, text, yesNo, type Cells, type ImportKind } from './import-kind.js';

export const LEVELS = { CITY: '市', DISTRICT: '区市县', STREET: '街道', COMMUNITY: '社区' };
const ORDER = ['PROVINCE', 'CITY', 'DISTRICT', 'STREET', 'COMMUNITY'];
const STANDING = ['BUILT', 'OPERATING'];

const lies: Check = ({ level, parentCode }, { places: { areas } }) => {
  if (parentCode === null) return level === 'CITY' ? null : 'has no area above it: only a city has none; fill in 上级代码.';
  const parent = areas.get(String(parentCode));
  if (!parent) return 'names an area above that is neither in the registry nor on an earlier line: put the upper areas first.';
  return ORDER.indexOf(parent.level) < ORDER.indexOf(String(level)) ? null : 'names an area above that is of the same tier or below: correct 上级代码 or 层级.';
};

/** The post, such as 西岗区综治办负责人: a name does not end so. */
const namesPost: Check = ({ directorPost }) =>
  (directorPost === null || /(负责人|主任|书记|站长|局长|所长)$/.test(String(directorPost)) ? null : 'has a 主任岗位 that is no post: write it as 西岗区综治办负责人, never a name.');

const searchKey = ({ name }: Cells) => toSearchKey(String(name));

export const centersKinds: readonly ImportKind[] = [
  {
    name: 'areas', zh: '区域', pillar: 'centers', table: 'area', key: ['code'],
    columns: [
      required('code', '区划代码', code('210203', /^\d{4}(Z\d+|\d{2})?(\d{3}){0,2}$/)),
      required('name', '名称', text(60)),
      required('level', '层级', choice(LEVELS)),
      optional('kind', '类别', choice({ STATUTORY: '法定区划', PILOT_ZONE: '先导区' }), { otherwise: 'STATUTORY' }),
      // Not of type area: it may stand on an earlier line of the same file.
      optional('parentCode', '上级代码', code('2102')),
      required('rosterVersion', '区划版本', text(20)),
      required('validFrom', '生效日期', day),
    ],
    checks: [lies],
    derived: {
      // A line may name the area of the one before it.
      path: ({ code: own, parentCode, level }, { areas }) => {
        const path = `${parentCode === null ? '' : `${areas.get(String(parentCode))?.path ?? ''}/`}${String(own)}`;
        areas.set(String(own), { path, level: String(level) });
        return path;
      },
      search_key: searchKey,
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
      areaCode,
      optional('successorId', '承接单位编号', code('O2102-LEGAL'), belongsTo('organization')),
    ],
    derived: { search_key: searchKey },
  },
  {
    name: 'centers', zh: '综治中心', pillar: 'centers', table: 'center', key: ['id'], unique: [['areaCode']],
    columns: [
      required('id', '中心编号', code('C210203')),
      required('areaCode', '区划代码', { kind: 'area' }, { fills: { area_path: 'path', level: 'level' } }),
      required('name', '中心名称', text(100)),
      required('kind', '类别', choice({ CENTER: '中心', STATION: '站' })),
      required('status', '状态', choice({ PLANNED: '规划', BUILDING: '在建', BUILT: '建成', OPERATING: '运行', CLOSED: '关闭' })),
      optional('builtOn', '建成日期', day),
      optional('floorAreaM2', '面积', number(1, 100_000), { field: 'floor_area_m2' }),
      optional('layout', '布局', choice({ ONE_AREA_FIVE_ROOMS: '一区五室', TWO_AREAS_FIVE_ROOMS: '两区五室' })),
      optional('functions', '功能定位', list(choice({
        HUB: '综治及平安建设枢纽', GRID_SERVICE: '网格化服务管理平台', VIDEO_SHARING: '公共安全视频监控共享平台',
        DISPUTE_RESOLUTION: '多元联动化解矛盾纠纷平台', INFORMATION_APPLICATION: '综治信息化实战应用平台', SOCIAL_MOBILIZATION: '社会力量组织动员平台',
      }), 6), { otherwise: [] }),
      optional('capabilities', '四位一体', list(choice({ SITUATION_INFO: '情报信息', ANALYSIS_WARNING: '研判预警', COMMAND_DISPATCH: '指挥调度', GRID_MANAGEMENT: '网格管理' }), 4), { otherwise: [] }),
      optional('mechanisms', '工作机制', list(choice({
        COORDINATION: '综合协调', DISPUTE_RESOLUTION: '矛盾纠纷排查化解', SECURITY_PREVENTION: '治安防控', SERVICE_LINKAGE: '便民服务联动',
      }), 4), { otherwise: [] }),
      optional('operatingModel', '运行模式', choice({ OFFICE_SYSTEM_N: '综治办+综治信息系统+N' })),
      optional('directorPost', '主任岗位', text(60)),
      optional('signageUnified', '标识统一', yesNo, { otherwise: false }),
      optional('signageHung', '已挂牌', yesNo, { otherwise: false }),
      optional('realized', '实体化', yesNo, { otherwise: false }),
      optional('operational', '实战化', yesNo, { otherwise: false }),
      optional('effective', '实效化', yesNo, { otherwise: false }),
    ],
    checks: [neededIn('builtOn', 'status', STANDING), onlyIn('builtOn', 'status', [...STANDING, 'CLOSED']), namesPost],
    derived: { search_key: searchKey },
  },
];
