/**
 * The code tables of the 20-digit id, as implementations of GB/T 28181 use them.
 *
 * The network digit means other things in the 2022 edition than in that of 2016.
 */
export type DeviceEdition = 'EDITION_2016' | 'EDITION_2022';

export interface Name {
  readonly name: string;
  readonly nameEn: string;
}

type Table = Readonly<Record<string, Name>>;

const table = (rows: readonly (readonly [code: string, name: string, nameEn: string])[]): Table =>
  Object.fromEntries(rows.map(([code, name, nameEn]) => [code, { name, nameEn }]));

export const INDUSTRIES: Table = table([
  ['00', '社会治安路面接入', 'Public-security cameras on roads'],
  ['01', '社会治安社区接入', 'Public-security cameras in communities'],
  ['02', '社会治安内部接入', 'Inside police premises'],
  ['03', '社会治安其他接入', 'Other public security'],
  ['04', '交通路面接入', 'Traffic, roads'],
  ['05', '交通卡口接入', 'Traffic, checkpoints'],
  ['06', '交通内部接入', 'Traffic, inside premises'],
  ['07', '交通其他接入', 'Traffic, other'],
  ['08', '城市管理接入', 'City management'],
  ['09', '卫生环保接入', 'Health and environment'],
  ['10', '商检海关接入', 'Inspection and customs'],
  ['11', '教育部门接入', 'Education'],
]);

export const TYPES: Table = table([
  ['111', '数字硬盘录像机', 'Digital video recorder'],
  ['118', '网络视频录像机', 'Network video recorder'],
  ['131', '摄像机', 'Camera'],
  ['132', '网络摄像机', 'Network camera'],
  ['134', '报警输入设备', 'Alarm input'],
  ['200', '中心信令控制服务器', 'Signalling server'],
  ['215', '业务分组', 'Business group'],
  ['216', '虚拟组织', 'Virtual organization'],
]);

/** What a channel can be; the other types are devices, servers and groups. */
export const CHANNEL_TYPES: readonly string[] = ['131', '132'];

const surveillance: Name = { name: '监控报警专网', nameEn: 'Surveillance network' };

export const NETWORKS: Readonly<Record<DeviceEdition, Table>> = {
  EDITION_2016: {
    0: surveillance, 1: surveillance, 2: surveillance, 3: surveillance, 4: surveillance,
    ...table([
      ['5', '公安信息网', 'Police network'],
      ['6', '政务网', 'Government network'],
      ['7', '互联网', 'Internet'],
      ['8', '社会资源接入网', 'Access network of social resources'],
    ]),
  },
  EDITION_2022: table([
    ['0', '公安视频传输网', 'Police video network'],
    ['1', '公安视频传输网', 'Police video network'],
    ['2', '行业专网', 'Industry network'],
    ['3', '政法信息网', 'Political and legal network'],
    ['4', '公安移动信息网', 'Police mobile network'],
    ['5', '公安信息网', 'Police network'],
    ['6', '电子政务外网', 'E-government extranet'],
    ['7', '互联网', 'Internet'],
    ['8', '专线', 'Leased line'],
  ]),
};

/** First two digits of GB/T 2260. */
export const PROVINCES: ReadonlySet<string> = new Set([
  11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
].map(String));
