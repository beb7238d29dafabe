import { PROTOCOL_SETTINGS } from '@sizhu/gateway';
import { port, readConfig, wholeNumber, type Environment } from '@sizhu/kit';
import { STALE_AFTER_HOURS } from '@sizhu/video';
import { z } from 'zod';

const url = z.url({ error: 'must be a PostgreSQL URL such as postgresql://user:password@host:5432/sizhu' }).optional();

const sampleCity = z.enum(['true', 'false'], {
  error: 'must be true, to fill an empty database with the sample city, or false',
}).optional();

const origins = z.string().default('').transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''))
  .refine((list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin), {
    error: 'must be origins such as https://desk.example.org, with commas between',
  });

/** Settings of the hub, from its environment. A database of the operator's own is filled with made-up data only when asked. */
export const readSettings = (env: Environment) => readConfig(z.object({
  HUB_PORT: port(4_000),
  HUB_HOST: z.string().default('127.0.0.1'),
  HUB_ALLOWED_ORIGINS: origins,
  HUB_DATA_DIR: z.string().min(1, { error: 'must name a folder' }).default('.hub'),
  DATABASE_URL: url,
  CENTERS_DATABASE_URL: url,
  INFORMATIZATION_DATABASE_URL: url,
  GRID_DATABASE_URL: url,
  VIDEO_DATABASE_URL: url,
  VIDEO_STALE_AFTER_HOURS: wholeNumber(STALE_AFTER_HOURS),
  HUB_SAMPLE_CITY: sampleCity,
  HUB_WORKERS: wholeNumber({ fallback: 1, least: 1, most: 16 }),
  HUB_STALE_SECONDS: wholeNumber({ fallback: 3_600, least: 0, most: 604_800 }),
  HUB_DRAIN_MS: wholeNumber({ fallback: 1_000, least: 0, most: 60_000 }),
  ...PROTOCOL_SETTINGS,
}).transform((settings) => ({
  ...settings,
  HUB_SAMPLE_CITY: settings.HUB_SAMPLE_CITY === undefined ? !namesDatabase(settings) : settings.HUB_SAMPLE_CITY === 'true',
})), env);

const namesDatabase = (settings: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(settings).some(([name, value]) => name.endsWith('DATABASE_URL') && value !== undefined);
