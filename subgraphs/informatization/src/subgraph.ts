import { defineSubgraph, openDatabase, tidyUp, type Subgraph, type SubgraphSettings } from '@sizhu/kit';
import { sql } from 'kysely';
import type { Database } from './__generated__/database.js';
import type { Context } from './context.js';
import { createLoaders } from './loaders.js';
import { resolvers } from './resolvers/index.js';
import { createInformatizationStore } from './store/index.js';

export const schemaFile = new URL('../schema.graphql', import.meta.url);

/** The informatization pillar (综治信息化). */
export function createSubgraph({ databaseUrl, onStatement }: SubgraphSettings): Subgraph {
  const { db, close } = openDatabase<Database>({ url: databaseUrl, schema: 'informatization', ...(onStatement && { onStatement }) });
  const store = createInformatizationStore(db);
  return defineSubgraph<Context>({
    name: 'informatization',
    schemaFile,
    resolvers,
    createContext: () => ({ store, load: createLoaders(store) }),
    checkReady: async () => void await sql`select 1 from info_platform limit 1`.execute(db),
    upkeep: (now) => tidyUp(db, now),
    close,
  });
}
