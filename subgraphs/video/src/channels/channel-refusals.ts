import { CHANNEL_TYPES } from '../device-id/code-tables.js';
import { parseDeviceId, toFault, type DeviceIdFault } from '../device-id/parse-device-id.js';
import type { DeviceEdition } from '../device-id/code-tables.js';

/** What is wrong with the device id of a channel that is to be entered; null when it may be. */
export function findDeviceIdFaults(deviceId: string, edition: DeviceEdition) {
  const reading = parseDeviceId(deviceId, edition);
  if (reading.kind === 'faulty') return deviceIdInvalid(reading.faults);
  const { code, nameEn, name } = reading.device.type;
  if (CHANNEL_TYPES.includes(code)) return null;
  return deviceIdInvalid([toFault('TYPE', code, [`(${nameEn.toLowerCase()}) is no channel: send 131 or 132`, `（${name}）不是通道，应为 131 或 132`])]);
}

const deviceIdInvalid = (faults: readonly DeviceIdFault[]) => ({
  __typename: 'DeviceIdInvalid', faults,
  message: faults.map(({ message }) => message).join(' '),
  messageZh: faults.map(({ messageZh }) => messageZh).join(''),
} as const);

export const deviceIdTaken = (channelId: string) => ({
  __typename: 'DeviceIdTaken', channelId,
  message: `The device id belongs to the channel ${channelId} already.`,
  messageZh: `该国标编码已属于通道 ${channelId}。`,
} as const);

export const policeChannelRefused = () => ({
  __typename: 'PoliceChannelRefused',
  message: 'Records of police channels stay with the police system: send counts with recordPoliceCounts.',
  messageZh: '公安视频资源的明细留在公安系统：请用 recordPoliceCounts 报送数量。',
} as const);
