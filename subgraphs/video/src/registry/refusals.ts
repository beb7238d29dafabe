/** Why a channel does not come to a key place, or does not go from it. */
export const alreadyAssigned = (keyPlaceId: string) => ({
  __typename: 'AlreadyAssigned', keyPlaceId,
  message: `The channel stands at the key place ${keyPlaceId}: take it away from there first.`,
  messageZh: `该通道已归属重点部位 ${keyPlaceId}：请先解除。`,
} as const);

export const notAssigned = () => ({
  __typename: 'NotAssigned',
  message: 'The channel stands at no key place.',
  messageZh: '该通道未归属任何重点部位。',
} as const);

/** How many of the channels that are left a refusal names. */
const NAMED = 20;

export const channelsLeft = (channelIds: readonly string[]) => ({
  __typename: 'ChannelsLeft', count: channelIds.length, channelIds: channelIds.slice(0, NAMED),
  message: `${channelIds.length} channels stand at the key place: take them away first.`,
  messageZh: `该重点部位尚有 ${channelIds.length} 路通道：请先解除。`,
} as const);
