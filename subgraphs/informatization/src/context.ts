import { createLoaders, type Loaders } from './loaders.js';
import type { Changes } from './store/changes.js';
import type { InformatizationStore } from './store/index.js';

export interface Context {
  readonly store: InformatizationStore;
  readonly change: Changes;
  readonly load: Loaders;
  /** What was read before a change must not be answered after it. */
  readonly forget: () => void;
}

export function createContext(store: InformatizationStore, change: Changes): Context {
  let load = createLoaders(store);
  return {
    store,
    change,
    get load() { return load; },
    forget: () => { load = createLoaders(store); },
  };
}
