import { fileURLToPath } from 'node:url';
import { defineConfig, type PrismaConfig } from 'prisma/config';

export type Pillar = 'centers' | 'informatization' | 'grid' | 'video';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * What the Prisma CLI needs to know about one pillar: its schema, its migrations and its database.
 *
 * A pillar owns the PostgreSQL schema of its own name. `<PILLAR>_DATABASE_URL` may leave it out.
 * Commands that touch no database (`validate`, `format`, `generate`) need no URL.
 */
export function definePillar(pillar: Pillar): PrismaConfig {
  // The CLI would otherwise try to download a native engine. An engine chosen from outside wins.
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= at('engine/schema-engine.js');
  const prefix = pillar.toUpperCase();
  return defineConfig({
    schema: at(`${pillar}/schema.prisma`),
    migrations: { path: at(`${pillar}/migrations`) },
    datasource: {
      url: inSchema(pillar, process.env[`${prefix}_DATABASE_URL`]),
      shadowDatabaseUrl: inSchema(pillar, process.env[`${prefix}_SHADOW_DATABASE_URL`]),
    },
  });
}

/** Names the pillar's PostgreSQL schema the way Prisma reads it, unless the URL names one. */
function inSchema(pillar: Pillar, databaseUrl: string | undefined): string {
  if (!databaseUrl) return '';
  const url = new URL(databaseUrl);
  if (!url.searchParams.has('schema')) url.searchParams.set('schema', pillar);
  return url.href;
}
