import { createFreshLoaders, toLocalDay, type FreshLoaders } from '@sizhu/kit';
import { createLoaders, type Loaders } from './loaders.js';
import type { Changes } from './store/changes.js';
import type { InformatizationStore } from './store/index.js';

export interface Context extends FreshLoaders<Loaders> {
  readonly store: InformatizationStore;
  readonly change: Changes;
  /** The day in Dalian. */
  readonly today: () => string;
}

export const createContext = (store: InformatizationStore, change: Changes, now: () => Date): Context =>
  Object.assign(createFreshLoaders(() => createLoaders(store)), { store, change, today: () => toLocalDay(now()) });
