import type { KindFiles } from './kind-file.js';

export const gridFiles: KindFiles = {
  'code-tables': {
    lines: ['event-subcategory', 'dispute-kind', 'dispute-scale', 'resolution-method', 'position-type'].map((scheme) => `${scheme},1,${scheme},${scheme},本市,2018-01-01`),
  },
  'code-values': {
    lines: [
      'event-subcategory,1,1,市容环境,City,1,', 'dispute-kind,1,1,邻里,Neighbours,1,', 'dispute-scale,1,1,个体性,Individual,1,',
      'resolution-method,1,1,调解,Mediation,1,', 'position-type,1,3,车站,Station,1,',
    ],
    wrong: [['版本', '9', /no edition of this code table/]],
  },
  grids: {
    lines: ['G1,219901001001,第一网格,219901001,300,党建、消防,3,2,1,第一网格工作图,是', 'G2,219901001002,第二网格,219901001,,,1,1,,,'],
    wrong: [['在用终端数', '9', /more 在用终端数/], ['故障终端数', '2', /in use and out of order/]],
  },
  posts: { lines: ['G1,网格长,1,1', 'G1,网格员,3,2'], wrong: [['在岗数', '7', /more 在岗数/]] },
  'grid-mechanisms': { lines: ['GM1,五个一,2199,', 'GM2,三级联动,219901,日巡查、周会商'] },
  'grid-pay': { lines: ['219901,2026,500000,80000', '2199,2026,,90000'], wrong: [['区划代码', '2199', /earlier line/]] },
  'volunteer-groups': { lines: ['Z1,东区义警,219901,120', 'Z2,一街道志愿队,219901001,40'] },
  'topic-counts': { lines: ['便民服务,219901,2026-10,1,40,38', '社情民意,219901,2026年9月,1,12,10'], wrong: [['办结数', '41', /more 办结数/]] },
};

export const caseFiles: KindFiles = {
  events: {
    lines: [
      'E1,井盖缺失,民生服务,1,一般,已结案,网格巡查,219901001,G1,,38.9,121.6,O219901-A,黄牌,加急,,,2026-11-01 08:30,2026-11-01 09:00,2026-11-05,2026-11-03 10:00',
      'E2,路灯不亮,民生服务,1,一般,已上报,群众上报,219901,,,,,,,,,,2026-11-20T08:00:00+08:00,,,',
    ],
    wrong: [
      ['结案时间', '', /has no 结案时间/], ['受理时间', '2026-10-01 08:00', /out of order/], ['纬度', '', /without the others/], ['评价', '5', /does not go with this 状态/],
      ['终止原因', '其他', /does not go with this 状态/],
    ],
  },
  'event-tasks': {
    lines: ['T1,E1,O219901-A,是,已办结,2026-11-01 09:10,2026-11-05,2026-11-01 10:00,2026-11-03 09:00,已更换', 'T2,E2,O219901-A,否,待签收,2026-11-20 09:00,,,,'],
    wrong: [['签收时间', '', /has no 签收时间/], ['办结时间', '2026-11-01 09:30', /out of order/], ['状态', '待签收', /does not go with/]],
  },
  disputes: {
    lines: [
      'D1,邻里纠纷,1,1,1,已办结,化解成功,219901,,4,O219901-A、O2199-B,O219901-A,低,黄牌,达成协议,2026-09-30,2026-10-01,2026-10-02,2026-10-31,2026-10-10',
      'D2,物业纠纷,1,1,,已受理,化解中,219901,C2199,,,,,,,,2026-11-01,2026-11-02,2026-11-30,',
    ],
    wrong: [['结果', '化解中', /does not agree/], ['办结时间', '2026-09-01', /out of order/]],
  },
  'hidden-risks': {
    lines: [
      'H1,楼道堆物,安全隐患,1,较大,网格巡查,已核验,219901001,G1,,38.9,121.6,O219901-A,2026-10-01 08:00,2026-10-01 10:00,2026-10-10,已清理,2026-10-05 09:00,2026-10-06 09:00,1',
      'H2,围墙开裂,安全隐患,1,一般,群众上报,发现,219901,,,,,,2026-11-01 08:00,,,,,,',
    ],
    wrong: [['整改措施', '', /has no 整改措施/], ['核验时间', '2026-10-02 09:00', /out of order/], ['整改责任单位编号', '', /without the others/], ['状态', '发现', /does not go with/]],
  },
  remediations: {
    lines: [
      'KR1,站前广场,夜间警情较多,3,219901,已评估,O219901-A,O2199-B,2026-03-01,2026-06-30,明显好转,警情下降,2026-07-01',
      'KR2,学校周边,流动摊贩较多,3,219901001,整治中,O219901-A,,2026-10-01,2026-12-31,,,',
    ],
    wrong: [['效果评估', '', /without the others/], ['整治期限', '2026-02-01', /out of order/], ['状态', '整治中', /does not go with/]],
  },
};
