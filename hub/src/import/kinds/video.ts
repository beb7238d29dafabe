import { choice, code, integer, number, optional, required, text, type ImportKind } from './import-kind.js';

export const videoKinds: readonly ImportKind[] = [
  {
    name: 'key-places', zh: '重点部位', pillar: 'video', table: 'key_place', key: ['id'],
    columns: [
      required('id', '部位编号', code('K210203-001')),
      required('name', '部位名称', text(100)),
      required('kind', '类别', choice({ KEY_SITE: '重点部位', IMPORTANT_TARGET: '重要目标', COMPLEX_VENUE: '复杂场所' })),
      required('areaCode', '区划代码', { kind: 'area' }, { field: null }),
      required('positionType', '位置类型', integer(1, 10)),
      required('requiredChannels', '应设路数', integer(0, 10_000)),
      required('latitude', '纬度', number(-90, 90)),
      required('longitude', '经度', number(-180, 180)),
    ],
    derive: ({ areaCode }, { areas }) => ({ area_path: areas.get(String(areaCode))!.path, built_channels: 0 }),
  },
  {
    name: 'channels', zh: '视频通道', pillar: 'video', table: 'video_channel', key: ['id'], unique: ['deviceId'],
    columns: [
      required('id', '通道编号', code('V210203-0001')),
      required('deviceId', '设备编码', code('21020300001320000001', /^\d{20}$/)),
      required('name', '通道名称', text(100)),
      required('areaCode', '区划代码', { kind: 'area' }, { field: null }),
      optional('keyPlaceId', '部位编号', code('K210203-001'), { references: { table: 'key_place', column: 'id' } }),
      optional('sharedCenterId', '接入中心编号', { kind: 'center' }),
      required('latitude', '纬度', number(-90, 90)),
      required('longitude', '经度', number(-180, 180)),
      required('built', '已建成', { kind: 'boolean' }),
      required('networked', '已联网', { kind: 'boolean' }),
      required('intact', '完好', { kind: 'boolean' }),
      required('recordComplete', '录像完整', { kind: 'boolean' }),
      required('health', '在线状态', choice({ ONLINE: '在线', OFFLINE: '离线', STALE: '状态陈旧', DEFECT: '故障' })),
      required('observedAt', '观测时间', { kind: 'moment' }),
    ],
    derive: ({ areaCode }, { areas }) => ({ area_path: areas.get(String(areaCode))!.path }),
  },
];
