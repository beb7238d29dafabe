import type { Loaders } from './loaders.js';
import type { GridPillarStore } from './store/index.js';

export interface Context {
  readonly store: GridPillarStore;
  readonly load: Loaders;
}
