import { INDUSTRIES, NETWORKS, PROVINCES, TYPES, type DeviceEdition, type Name } from './code-tables.js';

/** LENGTH is the id as a whole; the others are its parts, from left to right. */
export type DeviceIdPart = 'LENGTH' | 'CENTER_CODE' | 'INDUSTRY' | 'TYPE' | 'NETWORK';

export interface DeviceIdFault {
  readonly part: DeviceIdPart;
  /** What stands in that part. */
  readonly value: string;
  readonly message: string;
  readonly messageZh: string;
}

export interface NamedCode extends Name {
  readonly code: string;
}

export interface DeviceId {
  readonly edition: DeviceEdition;
  /** Eight digits: six of GB/T 2260, two of the unit below. */
  readonly centerCode: string;
  readonly industry: NamedCode;
  readonly type: NamedCode;
  readonly network: NamedCode;
  /** Six digits. */
  readonly serial: string;
}

export type DeviceIdReading =
  | { readonly kind: 'valid'; readonly device: DeviceId }
  | { readonly kind: 'faulty'; readonly faults: readonly DeviceIdFault[] };

const PART_NAMES: Readonly<Record<DeviceIdPart, Name>> = {
  LENGTH: { name: '位数', nameEn: 'length' },
  CENTER_CODE: { name: '中心编码', nameEn: 'center code' },
  INDUSTRY: { name: '行业编码', nameEn: 'industry code' },
  TYPE: { name: '类型编码', nameEn: 'type code' },
  NETWORK: { name: '网络标识', nameEn: 'network digit' },
};

export const toFault = (part: DeviceIdPart, value: string, [reason, reasonZh]: readonly [string, string]): DeviceIdFault => ({
  part,
  value,
  message: `The ${PART_NAMES[part].nameEn} ${JSON.stringify(value)} ${reason}.`,
  messageZh: `${PART_NAMES[part].name} ${JSON.stringify(value)} ${reasonZh}。`,
});

/** Reads a device id of GB/T 28181 in the words of an edition, and tells every part that is wrong at once. */
export function parseDeviceId(text: string, edition: DeviceEdition): DeviceIdReading {
  if (!/^[0-9]{20}$/.test(text)) return { kind: 'faulty', faults: [toFault('LENGTH', text, ['is not 20 digits', '不是 20 位数字'])] };
  const [centerCode, industryCode, typeCode, networkCode, serial] =
    [text.slice(0, 8), text.slice(8, 10), text.slice(10, 13), text.slice(13, 14), text.slice(14)] as const;
  const industry = INDUSTRIES[industryCode];
  const type = TYPES[typeCode];
  const network = NETWORKS[edition][networkCode];
  const faults: DeviceIdFault[] = [];
  if (!PROVINCES.has(text.slice(0, 2))) faults.push(toFault('CENTER_CODE', centerCode, ['begins with no province of GB/T 2260', '的前两位不是 GB/T 2260 的省级代码']));
  if (!industry) faults.push(toFault('INDUSTRY', industryCode, ['is in no table', '不在代码表内']));
  if (!type) faults.push(toFault('TYPE', typeCode, ['is in no table', '不在代码表内']));
  if (!network) faults.push(toFault('NETWORK', networkCode, [`is not one of the edition of ${yearOf(edition)}`, `不属于 ${yearOf(edition)} 版`]));
  if (!industry || !type || !network || faults.length > 0) return { kind: 'faulty', faults };
  return {
    kind: 'valid',
    device: {
      edition, centerCode, serial,
      industry: { code: industryCode, ...industry },
      type: { code: typeCode, ...type },
      network: { code: networkCode, ...network },
    },
  };
}

export const yearOf = (edition: DeviceEdition): string => edition.slice(-4);
