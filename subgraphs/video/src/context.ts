import type { VideoChanges } from './store/changes.js';
import type { Loaders } from './loaders.js';
import type { VideoStore } from './store/index.js';

export interface Context {
  readonly store: VideoStore;
  readonly load: Loaders;
  readonly changes: VideoChanges;
  readonly now: () => Date;
}
