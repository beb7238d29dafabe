import { createOutboxFeed, defineSubgraph, openDatabase, openPrismaAdapter, takeRoster, tidyUp, type Subgraph, type SubgraphSettings } from '@sizhu/kit';
import { sql } from 'kysely';
import type { Database } from './__generated__/database.js';
import { PrismaClient } from './__generated__/prisma/client.js';
import { createContext, type Context } from './context.js';
import { resolvers } from './resolvers/index.js';
import { createChanges } from './store/changes.js';
import { createGridPillarStore } from './store/index.js';

export const schemaFile = new URL('../schema.graphql', import.meta.url);

export interface GridSettings extends SubgraphSettings {
  /** What changes write down as their moment. */
  readonly now?: () => Date;
}

/** The grid pillar (网格化服务管理). */
export function createSubgraph({ databaseUrl, onStatement, now = () => new Date() }: GridSettings): Subgraph {
  const { db, pool, close } = openDatabase<Database>({ url: databaseUrl, schema: 'grid', ...(onStatement && { onStatement }) });
  const prisma = new PrismaClient({ adapter: openPrismaAdapter({ url: databaseUrl, schema: 'grid' }) });
  const store = createGridPillarStore(db);
  const change = createChanges(prisma, now);
  return defineSubgraph<Context>({
    name: 'grid',
    schemaFile,
    resolvers,
    feed: createOutboxFeed({ pool, url: databaseUrl, schema: 'grid' }),
    createContext: () => createContext({ store, change, now }),
    checkReady: async () => void await sql`select 1 from grid limit 1`.execute(db),
    upkeep: (at) => tidyUp(db, at),
    takeRoster: (read) => takeRoster(pool, read),
    close: async () => {
      await Promise.all([close(), prisma.$disconnect()]);
    },
  });
}
