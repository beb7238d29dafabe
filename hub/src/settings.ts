import { port, readConfig, type Environment } from '@sizhu/kit';
import { z } from 'zod';

const url = z.url({ error: 'must be a PostgreSQL URL such as postgresql://user:password@host:5432/sizhu' }).optional();

/** Settings of the hub, from its environment. */
export const readSettings = (env: Environment) => readConfig(z.object({
  HUB_PORT: port(4_000),
  HUB_HOST: z.string().default('127.0.0.1'),
  HUB_DATA_DIR: z.string().min(1, { error: 'must name a folder' }).default('.hub'),
  DATABASE_URL: url,
  CENTERS_DATABASE_URL: url,
  INFORMATIZATION_DATABASE_URL: url,
  GRID_DATABASE_URL: url,
  VIDEO_DATABASE_URL: url,
}), env);
