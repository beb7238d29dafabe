import { toLocalDay } from '@sizhu/kit';
import { createLoaders, type Loaders } from './loaders.js';
import type { Changes } from './store/changes.js';
import type { InformatizationStore } from './store/index.js';

export interface Context {
  readonly store: InformatizationStore;
  readonly change: Changes;
  readonly load: Loaders;
  /** The day in Dalian. */
  readonly today: () => string;
  /** What was read before a change must not be answered after it. */
  readonly forget: () => void;
}

export function createContext(store: InformatizationStore, change: Changes, now: () => Date): Context {
  let load = createLoaders(store);
  return {
    store,
    change,
    today: () => toLocalDay(now()),
    get load() { return load; },
    forget: () => { load = createLoaders(store); },
  };
}
