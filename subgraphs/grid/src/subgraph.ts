import { defineSubgraph, openDatabase, tidyUp, type Subgraph, type SubgraphSettings } from '@sizhu/kit';
import { sql } from 'kysely';
import type { Database } from './__generated__/database.js';
import type { Context } from './context.js';
import { createLoaders } from './loaders.js';
import { resolvers } from './resolvers/index.js';
import { createGridPillarStore } from './store/index.js';

export const schemaFile = new URL('../schema.graphql', import.meta.url);

/** The grid pillar (网格化服务管理). */
export function createSubgraph({ databaseUrl, onStatement }: SubgraphSettings): Subgraph {
  const { db, close } = openDatabase<Database>({ url: databaseUrl, schema: 'grid', ...(onStatement && { onStatement }) });
  const store = createGridPillarStore(db);
  return defineSubgraph<Context>({
    name: 'grid',
    schemaFile,
    resolvers,
    createContext: () => ({ store, load: createLoaders(store) }),
    checkReady: async () => void await sql`select 1 from grid limit 1`.execute(db),
    upkeep: (now) => tidyUp(db, now),
    close,
  });
}
