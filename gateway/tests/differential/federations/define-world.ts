import type { World } from '../../worlds/world.js';
import { createDrawnData, type DataOptions } from './create-drawn-data.js';
import type { Draft } from './draft.js';
import { printSubgraph } from './print-subgraph.js';

/** A drawn federation with its data, to be opened as those that are written by hand. */
export const defineWorld = (draft: Draft, options: DataOptions): World => ({
  name: `drawn ${options.seed}`,
  subgraphs: Object.fromEntries(draft.subgraphs.map((subgraph) => [subgraph.name, printSubgraph(draft, subgraph)])),
  createData: () => createDrawnData(draft, options),
  keep: [],
});
