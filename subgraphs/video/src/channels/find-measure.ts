import type { ChannelFilter } from '../store/channels.js';
import type { ChannelCounts } from '../store/rollups.js';

export type ChannelMeasure = (counts: ChannelCounts) => number;

type Health = NonNullable<ChannelFilter['health']>[number];

const BY_HEALTH: Readonly<Record<Health, 'online' | 'offline' | 'stale' | 'defect'>> = {
  ONLINE: 'online', OFFLINE: 'offline', STALE: 'stale', DEFECT: 'defect',
};
const FACTS = ['built', 'networked', 'sharedWithCenter', 'recordComplete'] as const;

/**
 * The figure of a summary that is the length of a list with this filter. Null where several conditions meet: the
 * summary knows how many fulfil each, not how many fulfil all.
 */
export function findMeasure(filter: ChannelFilter | null | undefined): ChannelMeasure | null {
  const measures: ChannelMeasure[] = [];
  const health = filter?.health;
  if (health) measures.push((counts) => [...new Set(health)].reduce((sum, state) => sum + counts[BY_HEALTH[state]], 0));
  for (const fact of FACTS) {
    const wanted = filter?.[fact];
    if (wanted != null) measures.push((counts) => (wanted ? counts[fact] : counts.registered - counts[fact]));
  }
  if (measures.length > 1) return null;
  return measures[0] ?? (({ registered }) => registered);
}
