import { createOutboxFeed, defineSubgraph, openDatabase, openPrismaAdapter, takeRoster, tidyUp, type Subgraph, type SubgraphSettings } from '@sizhu/kit';
import { sql } from 'kysely';
import type { Database } from './__generated__/database.js';
import { PrismaClient } from './__generated__/prisma/client.js';
import { createContext, type Context } from './context.js';
import { resolvers } from './resolvers/index.js';
import { createChanges } from './store/changes.js';
import { createInformatizationStore } from './store/index.js';
import { raiseWarnings } from './store/raise-warnings.js';

export const schemaFile = new URL('../schema.graphql', import.meta.url);

export interface InformatizationSettings extends SubgraphSettings {
  readonly now?: () => Date;
}

/** The informatization pillar (综治信息化). */
export function createSubgraph({ databaseUrl, onStatement, now = () => new Date() }: InformatizationSettings): Subgraph {
  const { db, pool, close } = openDatabase<Database>({ url: databaseUrl, schema: 'informatization', ...(onStatement && { onStatement }) });
  const prisma = new PrismaClient({ adapter: openPrismaAdapter({ url: databaseUrl, schema: 'informatization' }) });
  const store = createInformatizationStore(db);
  const changes = createChanges(prisma, now);
  return defineSubgraph<Context>({
    name: 'informatization',
    schemaFile,
    resolvers,
    feed: createOutboxFeed({ pool, url: databaseUrl, schema: 'informatization' }),
    createContext: () => createContext(store, changes, now),
    checkReady: async () => void await sql`select 1 from info_platform limit 1`.execute(db),
    upkeep: async (at) => {
      await raiseWarnings(db, at);
      await tidyUp(db, at);
    },
    takeRoster: (read) => takeRoster(pool, read),
    close: async () => {
      await Promise.all([close(), prisma.$disconnect()]);
    },
  });
}
