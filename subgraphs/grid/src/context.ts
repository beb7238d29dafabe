import type { Loaders } from './loaders.js';
import type { GridStore } from './store/index.js';

export interface Context {
  readonly store: GridStore;
  readonly load: Loaders;
}
