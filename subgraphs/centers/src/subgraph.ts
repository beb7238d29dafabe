import { defineSubgraph, openDatabase, tidyUp, type Subgraph, type SubgraphSettings } from '@sizhu/kit';
import { sql } from 'kysely';
import type { Database } from './__generated__/database.js';
import type { Context } from './context.js';
import { createLoaders } from './loaders.js';
import { resolvers } from './resolvers/index.js';
import { toSearchKey } from './search/to-search-key.js';
import { createCentersStore } from './store/index.js';

export const schemaFile = new URL('../schema.graphql', import.meta.url);

/** The centers pillar (综治中心), with the areas and organizations that all pillars share. */
export function createSubgraph({ databaseUrl, onStatement }: SubgraphSettings): Subgraph {
  const { db, close } = openDatabase<Database>({ url: databaseUrl, schema: 'centers', ...(onStatement && { onStatement }) });
  const store = createCentersStore(db);
  return defineSubgraph<Context>({
    name: 'centers',
    schemaFile,
    resolvers,
    createContext: () => ({ store, load: createLoaders(store) }),
    checkReady: async () => void await sql`select 1 from area limit 1`.execute(db),
    upkeep: async (now) => {
      await tidyUp(db, now);
      await store.fillSearchKeys(toSearchKey);
    },
    close,
  });
}
