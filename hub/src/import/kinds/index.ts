import { caseKinds } from './cases.js';
import { centerPartKinds } from './center-parts.js';
import { centersKinds } from './centers.js';
import { cityWorkKinds } from './city-work.js';
import { complianceKinds } from './compliance.js';
import { gridKinds } from './grid.js';
import type { ImportKind } from './import-kind.js';
import { informatizationKinds } from './informatization.js';
import { videoKinds } from './video.js';
import { viewingKinds } from './viewing.js';

export type { Cells, ImportKind, Part } from './import-kind.js';

/** In the order in which a new city is registered: each stands on those before it. */
export const IMPORT_KINDS: readonly ImportKind[] = [
  ...centersKinds, ...centerPartKinds, ...complianceKinds, ...cityWorkKinds, ...gridKinds, ...caseKinds, ...informatizationKinds, ...videoKinds, ...viewingKinds,
];
