import type { Loaders } from './loaders.js';
import type { InformatizationStore } from './store/index.js';

export interface Context {
  readonly store: InformatizationStore;
  readonly load: Loaders;
}
