import { startLonePillar, type LonePillar } from '../../../hub/tests/lone-pillar.js';
import { createSubgraph } from '../src/subgraph.js';

/** The moment at which all tests of this pillar begin: a Tuesday. */
export const NOW = new Date('2026-11-24T10:00:00+08:00');

export const startGridPillar = (): Promise<LonePillar> => startLonePillar({ pillar: 'grid', now: NOW, create: createSubgraph });

let keys = 0;
/** A key that was not used before. */
export const newKey = (): string => `key-${String(keys += 1).padStart(8, '0')}`;
