export const areaHasCenter = (centerId: string) => ({
  __typename: 'AreaHasCenter', centerId,
  message: `The area has the center ${centerId} already: an area has one.`,
  messageZh: `该区域已有综治中心 ${centerId}：一个区域只设一个。`,
} as const);

export const alreadyResident = (organizationId: string) => ({
  __typename: 'AlreadyResident', organizationId,
  message: `The body ${organizationId} works in the center already.`,
  messageZh: `单位 ${organizationId} 已经入驻。`,
} as const);
