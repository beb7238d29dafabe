import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { ask } from '../../tests/ask.js';
import { rowsOf, startCityServer, type CityServer } from '../../tests/city-harness.js';
import { startHub } from '../start-hub.js';
import { loadSampleCity, renewObservations, type Urls } from './index.js';

jest.setTimeout(120_000);

const anchor = Date.parse('2018-01-08T00:00:00+08:00');
const daysLater = (days: number) => new Date(anchor + days * 86_400_000);
const minutesAfter = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * 60_000);

let server: CityServer;
let urls: Urls;

beforeAll(async () => {
  server = await startCityServer();
  urls = await server.provideMigrated();
  await loadSampleCity({ urls, anchorDate: '2018-01-08', events: 20, disputes: 5 });
  await rowsOf(urls.video, `
    INSERT INTO video_channel (id, device_id, name, area_path, latitude, longitude,
      built, networked, intact, record_complete, health, observed_at, provenance)
    VALUES ('real', '21020000001320000001', '南门', '2102', 38.9, 121.6, true, true, true, true, 'ONLINE', '2018-01-07T00:00:00+08:00', 'REGISTERED')`);
});

afterAll(() => server?.stop());

const latest = async () => (await rowsOf<{ at: Date }>(urls.video,
  `SELECT max(observed_at) AS at FROM video_channel WHERE provenance = 'SAMPLE'`))[0]?.at;

/** Each channel's state, and how long before the latest it was seen. */
const shape = () => rowsOf(urls.video, `
  SELECT id, health, max(observed_at) OVER () - observed_at AS age FROM video_channel WHERE provenance = 'SAMPLE' ORDER BY id`);

it('moves the sample to this moment as it is, and no real channel', async () => {
  const before = await shape();
  await renewObservations({ urls, now: daysLater(40) });
  expect(await latest()).toEqual(daysLater(40));
  expect(await shape()).toEqual(before);
  expect(before).toHaveLength(15_200);
  expect(await rowsOf(urls.video, `SELECT observed_at FROM video_channel WHERE id = 'real'`))
    .toEqual([{ observed_at: new Date('2018-01-07T00:00:00+08:00') }]);
});

it.each([
  ['59 minutes later, nothing', 59, 0],
  ['61 minutes later, all', 61, 61],
])('moves %s', async (_name, minutes, moved) => {
  const before = await latest() as Date;
  await renewObservations({ urls, now: minutesAfter(before, minutes) });
  expect(await latest()).toEqual(minutesAfter(before, moved));
});

it('moves nothing into the future when several hubs do it at a time', async () => {
  const before = await shape();
  const now = daysLater(90);
  await Promise.all([1, 2, 3].map(() => renewObservations({ urls, now })));
  expect(await latest()).toEqual(now);
  expect(await shape()).toEqual(before);
});

it('moves nothing where no sample city is recorded', async () => {
  const before = await latest();
  const [row] = await rowsOf<{ area_code: string; anchor_date: Date }>(urls.centers, 'DELETE FROM sample_city RETURNING *');
  await renewObservations({ urls, now: daysLater(200) });
  expect(await latest()).toEqual(before);
  await rowsOf(urls.centers, `
    INSERT INTO sample_city (area_code, anchor_date, seed, events, disputes) VALUES ($1, '2018-01-08', 1, 20, 5)`, [row?.area_code]);
});

it('a hub started weeks later shows a living city, in which only the real channel has grown stale', async () => {
  const countHealth = () => rowsOf(urls.video, `
    SELECT health, count(*)::int FROM video_channel WHERE provenance = 'SAMPLE' GROUP BY 1 ORDER BY 1`);
  const before = await countHealth();
  const hub = await startHub({
    urls, port: 0, upkeep: { intervalMs: 3_600_000, now: () => daysLater(400) },
  });
  try {
    const { data } = await ask(hub.url, `{
      channel(id: "real") { health { state } }
      area(code: "2102") {
        channelSummary { online stale }
        on: channels(filter: { health: [ONLINE] }) { totalCount }
        old: channels(filter: { health: [STALE] }) { totalCount }
      }
    }`);
    const [police] = await rowsOf<{ online: number; stale: number }>(urls.video,
      'SELECT sum(online)::int AS online, sum(stale)::int AS stale FROM police_count');
    const { ONLINE: online = 0, STALE: stale = 0 } = Object.fromEntries(before.map((row) => [row.health as string, row.count as number]));
    expect(await countHealth()).toEqual(before);
    expect(data).toEqual({
      channel: { health: { state: 'STALE' } },
      area: {
        channelSummary: { online: online + (police?.online ?? 0), stale: stale + 1 + (police?.stale ?? 0) },
        on: { totalCount: online },
        old: { totalCount: stale + 1 },
      },
    });
    expect(online).toBeGreaterThan(10_000);
  } finally {
    await hub.stop();
  }
});
