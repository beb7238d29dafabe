import { createOutboxFeed, defineSubgraph, openDatabase, openPrismaAdapter, tidyUp, type Subgraph, type SubgraphSettings } from '@sizhu/kit';
import { sql } from 'kysely';
import type { Database } from './__generated__/database.js';
import { PrismaClient } from './__generated__/prisma/client.js';
import { createContext, type Context } from './context.js';
import { resolvers } from './resolvers/index.js';
import { toSearchKey } from './search/to-search-key.js';
import { createChanges } from './store/changes.js';
import { createCentersStore } from './store/index.js';

export const schemaFile = new URL('../schema.graphql', import.meta.url);

export interface CentersSettings extends SubgraphSettings {
  /** What changes write down as their moment. */
  readonly now?: () => Date;
}

/** The centers pillar (综治中心), with the areas and organizations that all pillars share. */
export function createSubgraph({ databaseUrl, onStatement, now = () => new Date() }: CentersSettings): Subgraph {
  const { db, pool, close } = openDatabase<Database>({ url: databaseUrl, schema: 'centers', ...(onStatement && { onStatement }) });
  const prisma = new PrismaClient({ adapter: openPrismaAdapter({ url: databaseUrl, schema: 'centers' }) });
  const store = createCentersStore(db);
  const change = createChanges(prisma, now);
  return defineSubgraph<Context>({
    name: 'centers',
    schemaFile,
    resolvers,
    feed: createOutboxFeed({ pool, url: databaseUrl, schema: 'centers' }),
    createContext: () => createContext({ store, change, now }),
    checkReady: async () => void await sql`select 1 from area limit 1`.execute(db),
    upkeep: async (at) => {
      await tidyUp(db, at);
      await store.fillSearchKeys(toSearchKey);
    },
    close: async () => {
      await Promise.all([close(), prisma.$disconnect()]);
    },
  });
}
