import type { KindFiles } from './kind-file.js';

export const informatizationFiles: KindFiles = {
  platforms: { lines: ['P1,网格化服务管理平台,平台', 'P2,综治视联网平台,视联网'], wrong: [['类别', '综治视联网平台', /earlier line/]] },
  connections: {
    lines: ['C2199,P1,全部接入,2026-01-01,', 'C219901,P1,未接入,,专线未开通'],
    wrong: [['接入日期', '', /has no 接入日期/], ['未接入原因', '专线未开通', /does not go with/]],
  },
  'dataset-definitions': {
    lines: ['S1,实有人口,实有人口,GB/T 31000-2015,', 'S2,实有人口,实有房屋,GB/T 31000-2015,房屋场所'],
    wrong: [['模块', '特殊人群', /not even counts/], ['台账类别', '单位', /of persons, of which only counts/]],
  },
  'dataset-counts': { lines: ['219901,S1,80000,不少于,0.95,0.9,0.9,0.9,2026-11-01', '219901001,S1,1200,准确,,,,,2026-11-01'] },
  'dataset-months': {
    lines: ['219901,S1,2026-10,79000,不少于,0.95,0.9,0.9,0.9,2026-10-31', '219901,S1,2026-09,78000,准确,,,,,2026-09-30'],
    wrong: [['月份', '2026-08', /counted in another month/], ['数据集编号', 'S2', /import the dataset-counts first/]],
  },
  'base-records': {
    lines: ['S2-1,S2,东区1号楼,219901001,2026-11-01 08:00', 'S2-2,S2,东区"旧"仓库,219901,2026/11/2'],
    wrong: [['数据集编号', 'S1', /only counts are held/]],
  },
  'video-net-nodes': { lines: ['N1,C2199,2026-02-01', 'N2,C219901,2026-03-01'], wrong: [['中心编号', 'C219901', /earlier line/]] },
  'video-net-sessions': {
    lines: ['VS1,C2199,2026-10-01 09:00,会议,90,10,9,60', 'VS2,C219901,2026-10-08 14:00,演练,45,5,5,'],
    wrong: [['实到节点数', '11', /more 实到节点数/]],
  },
  'situation-reports': {
    lines: [
      'Q1,219901,社会治安,十月治安情况,总体平稳,2026-10-01,2026-11-01,O219901-A,O2199-B,已答复,已阅,2026-11-01 09:00,2026-11-02 09:00,2026-11-02 10:00,2026-11-03 09:00',
      'Q2,2199,工作进展,进展,正在汇总,2026-11-01,2026-11-08,O219901-A,O2199-B,草稿,,2026-11-08 09:00,,,',
    ],
    wrong: [['答复', '', /has no 答复/], ['止', '2026-10-01', /not after 起/], ['签收时间', '2026-11-01 10:00', /out of order/], ['状态', '草稿', /does not go with/]],
  },
  'infrastructure-projects': {
    lines: [
      'X1,219901,专线建设,网络专线,已运行,O219901-A,3000000,2900000,2026-01-01,2026-06-30,2026-01-10,2026-02-01,2026-06-20,2026-07-01,',
      'X2,2199,平台升级,平台系统,规划,O2199-B,5000000,,2026-12-01,2027-06-30,,,,,',
    ],
    wrong: [['立项日期', '', /has no 立项日期/], ['开工日期', '2026-01-01', /out of order/], ['阶段', '已验收', /does not go with/], ['计划完工', '2025-01-01', /not after 计划开工/], ['取消日期', '2026-08-01', /does not go with/]],
  },
  'project-areas': { lines: ['X1,219901', 'X1,219901001'], wrong: [['区划代码', '2199', /not lie in the area/]] },
  'project-centers': { lines: ['X1,C219901', 'X2,C2199'] },
};
