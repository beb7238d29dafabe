import { startPillar, type Pillar } from '@sizhu/testkit';
import { createSubgraph } from '../src/index.js';

export { newKey } from '@sizhu/testkit';
export type VideoPillar = Pillar;

/** The moment at which all tests of this pillar play. */
export const NOW = new Date('2026-03-01T12:00:00Z');
export const hoursFromNow = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

export const startVideoPillar = () => startPillar({ name: 'video', createSubgraph, now: NOW });
