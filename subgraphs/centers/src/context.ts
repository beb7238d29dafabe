import type { Loaders } from './loaders.js';
import type { CentersStore } from './store/index.js';

export interface Context {
  readonly store: CentersStore;
  readonly load: Loaders;
}
