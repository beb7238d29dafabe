import { defineSubgraph, openDatabase, type Subgraph, type SubgraphSettings } from '@sizhu/kit';
import { sql } from 'kysely';
import type { Database } from './__generated__/database.js';
import type { Context } from './context.js';
import { createLoaders } from './loaders.js';
import { resolvers } from './resolvers/index.js';
import { createVideoStore } from './store/index.js';

export const schemaFile = new URL('../schema.graphql', import.meta.url);

/** The video pillar (雪亮工程). */
export function createSubgraph({ databaseUrl, onStatement }: SubgraphSettings): Subgraph {
  const { db, close } = openDatabase<Database>({ url: databaseUrl, schema: 'video', ...(onStatement && { onStatement }) });
  const store = createVideoStore(db);
  return defineSubgraph<Context>({
    name: 'video',
    schemaFile,
    resolvers,
    createContext: () => ({ store, load: createLoaders(store) }),
    checkReady: async () => void await sql`select 1 from video_channel limit 1`.execute(db),
    close,
  });
}
