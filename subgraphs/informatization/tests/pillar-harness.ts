import * as testkit from '@sizhu/testkit';
import { createSubgraph } from '../src/subgraph.js';

export type { Pillar } from '@sizhu/testkit';

/** The day on which all tests of this pillar play. */
export const NOW = new Date('2026-11-24T10:00:00+08:00');

export const startPillar = () => testkit.startPillar({ name: 'informatization', createSubgraph, now: NOW });
