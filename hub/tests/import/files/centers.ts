import type { KindFiles } from './kind-file.js';

export const centersFiles: KindFiles = {
  areas: {
    lines: ['2199,海州市,市,,,2026-01-01,2026-01-01', '219901,东区,区市县,法定区划,2199,2026-01-01,2026年1月1日', '219901001,一街道,街道,,219901,2026-01-01,2026/1/1'],
    wrong: [['上级代码', '3301', /neither in the registry/], ['层级', '区市县', /only a city has none/]],
  },
  organizations: {
    lines: ['O219901-A,东区住建局,部门,219901,', 'O2199-B,市综治办,GOVERNANCE_OFFICE,2199,'],
  },
  centers: {
    lines: [
      'C2199,2199,海州市综治中心,中心,运行,2025-03-01,120,一区五室,综治及平安建设枢纽、网格化服务管理平台,指挥调度,综合协调,综治办+综治信息系统+N,市综治办负责人,是,是,是,否,否',
      'C219901,219901,东区综治中心,中心,规划,,,,,,,,,,,,,',
    ],
    wrong: [['建成日期', '', /no 建成日期/], ['状态', '规划', /does not go with this 状态/], ['主任岗位', '张三', /is no post/]],
  },
  rooms: { lines: ['R1,C2199,COMMAND_DISPATCH,指挥调度室', 'R2,C2199,GRID_MANAGEMENT,网格管理室'] },
  'resident-units': { lines: ['C2199,O219901-A', 'C2199,O2199-B'] },
  staffing: { lines: ['C2199,综治办选派,4', 'C2199,政府购买服务,2'] },
  funding: { lines: ['C2199,2026,政府保障,中心建设,1200000', 'C2199,2026,政府保障,工作运行,300000'] },
  'rule-documents': { lines: ['D1,C2199,工作职责,中心职责,是', 'D2,C2199,流程图,受理流程,否'] },
  ledgers: { lines: ['L1,C2199,排查台账,40,2026-11-01', 'L2,C219901,值班台账,0,2026-11-02'] },
  facilities: { lines: ['C2199,COMPUTER,在用,电脑,8', 'C2199,COMPUTER,维修,电脑,1'] },
  'archive-albums': { lines: ['B1,C2199,2025,档案,工作档案,60,400', 'B2,C2199,2024,档案,工作档案,12,12'], wrong: [['年度', '2024', /earlier line/]] },
  improvements: { lines: ['C2199,规范化,补齐功能室,2026-02-01,2026-08-01', 'C2199,信息化,接入四个平台,2026-03-01,'], wrong: [['完成日期', '2025-01-01', /out of order/]] },
  'demonstration-sites': { lines: ['C2199,四位一体,O2199-B,2026-05-01', 'C219901,网格融合,,'], wrong: [['确定日期', '', /without the others/]] },
  practices: { lines: ['P1,C2199,三个角色,指挥部、统战部、信息部,统筹各方力量,省级经验交流会', 'P2,C2199,一格多用,,职能融合,'] },
  'construction-projects': { lines: ['B1,C2199,扩容改造,在建,240', 'B2,C219901,新建,计划,'] },
  'compliance-standards': { lines: ['S1,综治中心规范化标准,GB/T 33200-2016,2026-01-01', 'S2,试行标准,,2027-01-01'] },
  'compliance-items': {
    lines: ['S1-1,S1,1,功能室齐全,场所设置,是,', 'S1-2,S1,2,定期会商,运行机制,否,10'],
    wrong: [['分值', '5', /does not go with this 是否必备/], ['是否必备', '否', /has no 分值/], ['序号', '2', /earlier line/]],
  },
  'compliance-assessments': { lines: ['A1,C2199,S1,2026-06-01,O2199-B', 'A2,C2199,S1,2026-03-01,'] },
  'compliance-checks': {
    lines: ['A1,S1-1,否,,现场检查,2026-06-20', 'A1,S1-2,是,10,,'],
    wrong: [['得分', '3', /a mandatory one has none/], ['是否通过', '是', /does not go with this 是否通过/]],
  },
  inspections: {
    lines: ['Y1,专项督导,219901,专项,O2199-B,已办结,2026-04-01,2026-04-02,2026-05-10,整改到位', 'Y2,暗访,2199,暗访,O2199-B,计划,2026-12-20,,,'],
    wrong: [['状态', '计划', /does not go with this 状态/], ['结论', '', /has no 结论/], ['办结日期', '2026-04-01', /out of order/]],
  },
  'inspection-centers': { lines: ['Y1,C219901', 'Y1,C2199'] },
  findings: {
    lines: [
      'F1,,C2199,A1,S1-1,,功能室不全,已确认,2026-06-01,2026-07-01,2026-06-15,O219901-A,已补齐,2026-06-20,O2199-B',
      'F2,219901,,,,Y1,督办不力,待整改,2026-04-02,2026-05-01,,,,,',
    ],
    wrong: [
      ['区划代码', '2199', /not exactly one of 区划代码、中心编号/], ['督导检查编号', 'Y1', /not exactly one of/], ['整改措施', '', /without the others/], ['整改日期', '2026-05-01', /out of order/],
      ['状态', '待整改', /does not go with/], ['达标检查编号', '', /not exactly one of|without/],
    ],
  },
};
