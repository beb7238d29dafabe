import type { PillarName } from '@sizhu/contract';
import { applyMigrations } from '@sizhu/kit';
import { fileURLToPath } from 'node:url';
import { withClient } from './database/client.js';

const MIGRATIONS = new URL('../../prisma/', import.meta.url);

/** Brings the tables of a pillar to what this program knows. */
export const migratePillar = (pillar: PillarName, url: string) => withClient(url, (client) =>
  applyMigrations({ client, pillar, folder: fileURLToPath(new URL(`${pillar}/migrations`, MIGRATIONS)) }));
