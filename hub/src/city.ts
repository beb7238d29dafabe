import { withClient } from './database/client.js';
import { readSampleCity, type SampleCity } from './sample/index.js';

/** What the centers' database says of the city that this hub serves. */
export interface City {
  /** Null where no city has been entered yet. */
  readonly name: string | null;
  /** What it was made from; null for a real city. */
  readonly sample: SampleCity | null;
}

/** As long as nobody can be asked. */
export const NO_CITY: City = { name: null, sample: null };

export const readCity = (centersUrl: string): Promise<City> => withClient(centersUrl, async (client) => {
  const sample = await readSampleCity(client);
  const { rows } = await client.query<{ name: string }>(`
    SELECT name FROM area WHERE level = 'CITY' AND valid_to IS NULL
    ORDER BY code IS DISTINCT FROM $1, code LIMIT 1`, [sample?.areaCode ?? null]);
  return { name: rows[0]?.name ?? null, sample };
});

/** What /hub.json tells. */
export const toAbout = ({ name, sample }: City) => ({
  ...(name !== null && { name }),
  sample: sample !== null,
  ...(sample && { anchorDate: sample.anchorDate }),
  version: '0.1.0',
});

export const SAMPLE_NOTICE = '示例数据 · sample data: only the figures of the report of 8 January 2018 are facts';
