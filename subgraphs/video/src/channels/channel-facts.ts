export type ChannelFact = 'BUILT' | 'NETWORKED' | 'SHARED';

export interface ChannelFacts {
  readonly built: boolean;
  readonly networked: boolean;
  readonly sharedCenterId: string | null;
}

/** Each needs the one before it; the table has a constraint for each. 已建成 → 已联网 → 已接入 */
const ORDER: readonly (readonly [fact: ChannelFact, needs: ChannelFact])[] = [['NETWORKED', 'BUILT'], ['SHARED', 'NETWORKED']];
const NAMES: Readonly<Record<ChannelFact, string>> = { BUILT: '已建成', NETWORKED: '已联网', SHARED: '已接入综治中心' };

/** The first fact that cannot be without another; null when all are in order. */
export function findDisorder({ built, networked, sharedCenterId }: ChannelFacts) {
  const holds = { BUILT: built, NETWORKED: networked, SHARED: sharedCenterId !== null };
  const broken = ORDER.find(([fact, needs]) => holds[fact] && !holds[needs]);
  if (!broken) return null;
  const [fact, needs] = broken;
  return {
    __typename: 'FactsOutOfOrder', fact, needs,
    message: `A channel cannot be ${fact} without being ${needs}.`,
    messageZh: `通道须先“${NAMES[needs]}”，才能“${NAMES[fact]}”。`,
  } as const;
}
