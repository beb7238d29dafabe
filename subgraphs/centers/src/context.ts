import { createLoaders, type Loaders } from './loaders.js';
import type { Changes } from './store/changes.js';
import type { CentersStore } from './store/index.js';

export interface Context {
  readonly store: CentersStore;
  readonly change: Changes;
  readonly load: Loaders;
  readonly now: () => Date;
  /** What was read before a change must not be answered after it. */
  readonly forget: () => void;
}

export function createContext({ store, change, now }: Pick<Context, 'store' | 'change' | 'now'>): Context {
  let load = createLoaders(store);
  return {
    store,
    change,
    now,
    get load() { return load; },
    forget: () => { load = createLoaders(store); },
  };
}
