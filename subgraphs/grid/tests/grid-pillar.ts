import { startPillar } from '@sizhu/testkit';
import { createSubgraph } from '../src/subgraph.js';

export { newKey, type Pillar } from '@sizhu/testkit';

/** The moment at which all tests of this pillar begin: a Tuesday. */
export const NOW = new Date('2026-11-24T10:00:00+08:00');

export const startGridPillar = () => startPillar({ name: 'grid', createSubgraph, now: NOW });
