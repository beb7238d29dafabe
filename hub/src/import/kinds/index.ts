import { centersKinds } from './centers.js';
import { gridKinds } from './grid.js';
import type { ImportKind } from './import-kind.js';
import { informatizationKinds } from './informatization.js';
import { videoKinds } from './video.js';

export type { Cells, ImportKind } from './import-kind.js';

export const IMPORT_KINDS: readonly ImportKind[] = [...centersKinds, ...gridKinds, ...videoKinds, ...informatizationKinds];
