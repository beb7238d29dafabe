import type { PillarName } from '@sizhu/contract';
import { centers } from './centers.js';
import type { Draw } from './draw.js';
import { grid } from './grid.js';
import { informatization } from './informatization.js';
import { video } from './video.js';

/** What may happen to a pillar's rows; each is as likely as the others. */
export const draws: Readonly<Record<PillarName, readonly Draw[]>> = { centers, informatization, grid, video };
