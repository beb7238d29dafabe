import type { Duty } from './organizations.js';

export type Category = 'DISPUTE' | 'SECURITY_HAZARD' | 'LIVELIHOOD_SERVICE' | 'OTHER';

export interface Subcategory {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly category: Category;
  readonly duty: Duty;
  readonly weight: number;
  /** What is said of the place in an event's title. Never of a person. */
  readonly titles: readonly string[];
}

const of = (category: Category, rows: readonly (readonly [string, string, string, Duty, number, ...string[]])[]): Subcategory[] =>
  rows.map(([code, name, nameEn, duty, weight, ...titles]) => ({ code, name, nameEn, category, duty, weight, titles }));

export const subcategories: readonly Subcategory[] = [
  ...of('DISPUTE', [
    ['0101', '邻里纠纷', 'Neighbours', 'JUSTICE', 6, '住户因噪声发生争执', '住户因楼上漏水发生争执', '楼道占用引发邻里争执'],
    ['0102', '物业纠纷', 'Property management', 'HOUSING', 5, '业主对物业收费有异议', '小区电梯停运引发不满', '小区停车位分配引发争执'],
    ['0103', '劳动争议', 'Labour', 'JUSTICE', 2, '工地反映工资拖欠', '商户与雇员发生工资争议'],
    ['0104', '拆迁征地', 'Demolition and land taking', 'GOVERNANCE', 1, '居民对补偿方案有异议', '回迁进度引发居民询问'],
  ]),
  ...of('SECURITY_HAZARD', [
    ['0201', '消防隐患', 'Fire', 'EMERGENCY', 10, '楼道堆放杂物', '消防通道被占用', '灭火器过期未更换', '电动车在楼道内充电'],
    ['0202', '安全生产', 'Work safety', 'EMERGENCY', 4, '工地围挡破损', '商铺用电线路老化', '门头广告牌松动'],
    ['0203', '环境污染', 'Pollution', 'GOVERNANCE', 4, '露天烧烤油烟扰民', '污水外溢', '夜间施工噪声扰民'],
    ['0204', '公共安全', 'Public safety', 'POLICE', 5, '井盖缺失', '路灯不亮', '护栏损坏', '监控设备被遮挡'],
    ['0205', '食品卫生', 'Food hygiene', 'GOVERNANCE', 2, '流动摊点食品卫生问题', '餐馆后厨排污问题'],
  ]),
  ...of('LIVELIHOOD_SERVICE', [
    ['0301', '住房', 'Housing', 'HOUSING', 6, '供暖温度不达标', '屋顶漏雨需维修', '外墙脱落需处理'],
    ['0302', '社会保障', 'Social security', 'CIVIL', 4, '咨询低保办理流程', '咨询高龄补贴办理流程'],
    ['0303', '交通', 'Transport', 'POLICE', 4, '路口车辆乱停乱放', '道路积雪需清理', '公交站牌损坏'],
    ['0304', '证件办理', 'Certificates', 'POLICE', 3, '咨询居住证办理', '咨询证明开具事项'],
    ['0305', '环境卫生', 'Street cleaning', 'GOVERNANCE', 7, '垃圾清运不及时', '绿化带有垃圾', '小广告需清理'],
  ]),
  ...of('OTHER', [
    ['0901', '社情民意收集', 'Public sentiment', 'GOVERNANCE', 3, '居民建议增设健身设施', '居民建议增加停车位'],
    ['0902', '政策法规宣传', 'Publicity', 'GOVERNANCE', 2, '开展平安建设宣传', '开展反诈骗宣传'],
    ['0903', '突发事件报告', 'Emergency report', 'EMERGENCY', 1, '水管爆裂', '树木倒伏阻路', '大面积停电'],
  ]),
];

export type Code = readonly [code: string, name: string, nameEn: string];

export const disputeKinds: readonly (readonly [...Code, weight: number])[] = [
  ['0', '婚姻家庭', 'Marriage and family', 14], ['1', '邻里', 'Neighbours', 22], ['2', '房屋宅基地', 'Houses and homesteads', 5],
  ['3', '合同', 'Contracts', 7], ['4', '生产经营', 'Production and trade', 4], ['5', '损害赔偿', 'Compensation', 8],
  ['6', '山林土地', 'Woods and land', 4], ['7', '征地拆迁', 'Land taking and demolition', 3], ['8', '环境污染', 'Pollution', 3],
  ['9', '劳动争议', 'Labour', 8], ['10', '医疗', 'Medical', 2], ['11', '道路交通', 'Road traffic', 6],
  ['12', '物业', 'Property management', 10], ['13', '消防', 'Fire', 1], ['99', '其他', 'Other', 3],
];

export const disputeScales: readonly Code[] = [
  ['01', '个体性', 'Individual'], ['02', '一般群体性', 'Group'], ['03', '重大群体性', 'Major group'],
];

export const resolutionMethods: readonly (readonly [...Code, weight: number])[] = [
  ['01', '司法调解', 'Judicial mediation', 5], ['02', '行政调解', 'Administrative mediation', 9], ['03', '人民调解', "People's mediation", 52],
  ['04', '仲裁调解', 'Arbitral mediation', 2], ['05', '商事调解', 'Commercial mediation', 1], ['06', '行业调解', 'Trade mediation', 6],
  ['07', '律师调解', "Lawyers' mediation", 4], ['08', '民商事仲裁', 'Commercial arbitration', 1], ['09', '农村土地仲裁', 'Rural land arbitration', 1],
  ['10', '劳动人事仲裁', 'Labour arbitration', 3], ['11', '行政复议', 'Administrative review', 1], ['12', '行政裁决', 'Administrative ruling', 1],
  ['13', '诉讼', 'Litigation', 3], ['14', '协商和解', 'Settlement', 10], ['99', '其他', 'Other', 1],
];
