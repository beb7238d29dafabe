import type { KindFiles } from './kind-file.js';

export const cityWorkFiles: KindFiles = {
  policies: { lines: ['PD1,四项重点建设实施意见,,印发,O2199-B,2017-05-01', 'PD2,建设与管理规范,GB/T 33200-2016,起草,,'], wrong: [['状态', '起草', /does not go with this 状态/]] },
  'policy-relations': { lines: ['PD1,PD2,依据', 'PD2,PD1,落实'], wrong: [['所涉文件编号', 'PD1', /same 文件编号/]] },
  commitments: { lines: ['CM1,2199,市委,列入重要议事日程,2026', 'CM2,219901,区政府,列入年度计划,2026'] },
  'pilot-programmes': { lines: ['PP1,2199,标准化建设试点地区,O2199-B', 'PP2,219901,社会治理试点,O2199-B'] },
  responsibilities: { lines: ['2199,综治中心,O2199-B,牵头', '2199,雪亮工程,O219901-A,参与'] },
  'survey-rounds': { lines: ['SV1,四项重点建设摸底,O2199-B,2026-10-01,进行中', 'SV2,上年摸底,O2199-B,,已结束'] },
  reports: { lines: ['RP1,进展情况报告,O219901-A,O2199-B,2026-10-20,SV1', 'RP2,年度总结,O219901-A,O2199-B,2026-11-01,'] },
  'reported-figures': {
    lines: ['RF1,RP1,2199,CENTERS_BUILT,市,1,,个,准确,建成1个,,,', 'RF2,RP1,2199,COVERAGE,,80,100,%,不少于,覆盖率达到80%,街道口径不同,O2199-B,2026-11-01'],
    wrong: [['差异说明', '口径不同', /without the others/]],
  },
  activities: {
    lines: ['W1,推进会,推进会,2199,O2199-B,已举行,2026-03-01,2026-03-02,120,部署年度任务', 'W2,培训,培训,219901,O219901-A,计划,2026-12-01,,,'],
    wrong: [['参加人数', '', /has no 参加人数/], ['状态', '计划', /does not go with/]],
  },
  'assessment-schemes': {
    lines: ['AS1,2026,年度考评,2199,区市县,O2199-B,2026-01-01,2027-01-01', 'AS2,2026,街道考评,2199,街道,O2199-B,2026-01-01,2027-01-01'],
    wrong: [['层级', '街道', /earlier line/], ['止', '2025-01-01', /not after 起/]],
  },
  'assessment-items': {
    lines: ['AS1-1,AS1,1,按期办结率,网格化服务管理,eventSummary.onTimeClosure,比率,是,20,0.95,1,0.5', 'AS1-2,AS1,2,逾期问题,综治中心,findingSummary.overdue,计数,否,10,0,1,'],
    wrong: [['目标值', '95', /share above 1/]],
  },
};
