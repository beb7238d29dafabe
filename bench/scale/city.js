import { withClient } from '../../hub/dist/database/client.js';
import { provisionPillars } from '../../hub/dist/database/index.js';
import { loadWhole, readRollups } from '../../hub/dist/import/load-whole.js';
import { startHub } from '../../hub/dist/start-hub.js';
import { milliseconds, note, perSecond, time } from './measure.js';

const ANCHOR = '2026-11-24';

/** The sample city with so many events and a tenth as many disputes, and a hub over it. */
export async function openCity(server, databaseName, events) {
  const urls = await provisionPillars({ adminUrl: server.adminUrl, databaseName, createDatabase: true });
  let hub;
  const duration = await time(async () => {
    hub = await startHub({
      urls, port: 0, sample: { anchorDate: ANCHOR, events, disputes: Math.ceil(events / 10) }, upkeep: { intervalMs: 3_600_000 },
    });
  });
  note(`${databaseName}: ${events.toLocaleString('en')} events and what belongs to them, ${perSecond(events, duration)}`);
  return { urls, hub };
}

/** Copies of the sample's events, each some minutes earlier, until there are so many; their steps are left out. Rollups are recounted. */
export async function addEvents({ urls }, total) {
  const duration = await time(() => withClient(urls.grid, async (client) => {
    const { rows } = await client.query(`SELECT quote_ident(column_name) AS name FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = 'grid_event' AND is_generated = 'NEVER' ORDER BY ordinal_position`);
    const names = rows.map(({ name }) => name);
    const copied = names.map((name) => ({ id: "id || '-' || at", reported_at: "reported_at - at * interval '7 minutes'" })[name] ?? name);
    await client.query("BEGIN; SET LOCAL work_mem = '512MB'; SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL jit = off");
    const rollups = (await readRollups(client, 'grid_event')).map(({ rollup }) => rollup).join(', ');
    await client.query(`TRUNCATE ${rollups}`);
    await loadWhole(client, { table: 'grid_event', isEmpty: true }, async () => void await client.query(`
      INSERT INTO grid_event (${names.join(', ')}) SELECT ${copied.join(', ')}
      FROM generate_series(1, $1::int / (SELECT count(*)::int FROM grid_event)) AS at, grid_event LIMIT $1 - (SELECT count(*) FROM grid_event)`, [total]));
    await client.query('COMMIT');
    await client.query(`ANALYZE grid_event, ${rollups}`);
  }));
  note(`${total.toLocaleString('en')} events: ${milliseconds(duration)} with indexes and counts`);
}

/** Channels beside those of the sample, until there are so many; the same triggers count them. */
export const addChannels = ({ urls }, total) => withClient(urls.video, async (client) => {
  await client.query(`
    INSERT INTO video_channel (id, device_id, name, area_path, latitude, longitude, built, networked, intact, health, observed_at, provenance)
    SELECT 'X' || at || '-' || id, lpad((90000000000000000000 + at * 1000000 + row_number() OVER ())::text, 20, '0'), name, area_path, latitude, longitude,
           built, networked, intact, health, observed_at, provenance
    FROM video_channel, generate_series(1, $1::int / 15000 + 1) AS at ORDER BY at, id LIMIT $1 - (SELECT count(*) FROM video_channel)`, [total]);
  await client.query('SELECT fold_rollups()');
  await client.query('ANALYZE video_channel');
});

export async function ask(hub, query, variables) {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
