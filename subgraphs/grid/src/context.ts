import { createFreshLoaders, type FreshLoaders } from '@sizhu/kit';
import { createLoaders, type Loaders } from './loaders.js';
import type { Changes } from './store/changes.js';
import type { GridPillarStore } from './store/index.js';

export interface Context extends FreshLoaders<Loaders> {
  readonly store: GridPillarStore;
  readonly change: Changes;
  readonly now: () => Date;
}

export const createContext = (parts: Pick<Context, 'store' | 'change' | 'now'>): Context =>
  Object.assign(createFreshLoaders(() => createLoaders(parts.store)), parts);
