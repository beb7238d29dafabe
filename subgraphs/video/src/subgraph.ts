import { createChanger, createOutboxFeed, defineSubgraph, holdAreas, openDatabase, openPrismaAdapter, takeRoster, tidyUp, type Subgraph, type SubgraphSettings, type WholeNumber } from '@sizhu/kit';
import { sql } from 'kysely';
import type { Database } from './__generated__/database.js';
import { PrismaClient } from './__generated__/prisma/client.js';
import type { Context } from './context.js';
import { createLoaders } from './loaders.js';
import { resolvers } from './resolvers/index.js';
import type { Tx } from './store/change.js';
import { createVideoChanges } from './store/changes.js';
import { createVideoStore } from './store/index.js';

export const schemaFile = new URL('../schema.graphql', import.meta.url);

/** VIDEO_STALE_AFTER_HOURS: how long a channel that was seen online is believed to be. */
export const STALE_AFTER_HOURS: WholeNumber = { fallback: 24, least: 1, most: 8_760 };

export interface VideoSettings extends SubgraphSettings {
  readonly staleAfterHours?: number;
  /** What changes write down as their moment. */
  readonly now?: () => Date;
}

const HOUR_MS = 3_600_000;

/** The video pillar (雪亮工程). */
export function createSubgraph(
  { databaseUrl, onStatement, staleAfterHours = STALE_AFTER_HOURS.fallback, now = () => new Date() }: VideoSettings,
): Subgraph {
  const { db, pool, close } = openDatabase<Database>({ url: databaseUrl, schema: 'video', ...(onStatement && { onStatement }) });
  const prisma = new PrismaClient({ adapter: openPrismaAdapter({ url: databaseUrl, schema: 'video' }) });
  const store = createVideoStore(db);
  const changes = createVideoChanges({ change: createChanger<Tx>(prisma, { holdAreas }), now });
  return defineSubgraph<Context>({
    name: 'video',
    schemaFile,
    resolvers,
    feed: createOutboxFeed({ pool, url: databaseUrl, schema: 'video' }),
    createContext: () => ({ store, changes, now, load: createLoaders(store) }),
    checkReady: async () => void await sql`select 1 from video_channel limit 1`.execute(db),
    upkeep: async (moment) => {
      await store.markStale(new Date(moment.getTime() - staleAfterHours * HOUR_MS));
      await store.expireTickets(moment);
      await tidyUp(db, moment);
    },
    takeRoster: (read) => takeRoster(pool, read),
    close: async () => {
      await Promise.all([close(), prisma.$disconnect()]);
    },
  });
}
