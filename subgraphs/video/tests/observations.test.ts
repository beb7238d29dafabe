import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { hoursFromNow, newKey, NOW, startVideoPillar, type VideoPillar } from './video-harness.js';

jest.setTimeout(60_000);

let video: VideoPillar;
beforeAll(async () => { video = await startVideoPillar(); });
afterAll(() => video?.stop());
beforeEach(async () => {
  await video.rows('TRUNCATE video_channel, channel_outage, channel_rollup, outage_rollup, idempotency_key, outbox_event CASCADE');
  await video.rows(`
    INSERT INTO video_channel (id, device_id, name, area_path, latitude, longitude, built, networked, intact, health, observed_at, provenance)
    SELECT 'X' || n, 'D' || n, 'x', '2102/210202', 38.9, 121.6, true, true, true, 'ONLINE', $1, 'REGISTERED' FROM generate_series(1, 3) AS n`, [hoursFromNow(-10)]);
});

const observe = (observations: readonly (readonly [deviceId: string, state: string, hours: number])[], more: object = {}) =>
  video.change('recordObservations', {
    idempotencyKey: newKey(), observations: observations.map(([deviceId, state, hours]) => ({ deviceId, state, observedAt: hoursFromNow(hours) })), ...more,
  }, '... on ObservationsRecorded { applied changed outdated unknown }');
const healthOf = async (id: string) => (await video.rows('SELECT health, intact, observed_at AS at FROM video_channel WHERE id = $1', [id]))[0];
const statuses = () => video.rows(`SELECT subject, payload FROM outbox_event WHERE topic = 'channel.status' ORDER BY id`);

describe('observations', () => {
  it.each([
    ['ONLINE', 'ONLINE', true, 0], ['OFFLINE', 'OFFLINE', true, 1], ['DEFECT', 'DEFECT', false, 1], ['VLOST', 'DEFECT', false, 1],
  ])('%s is kept as %s, and announced if it is another state', async (state, expected, intact, changed) => {
    expect(await observe([['D1', state, -1]])).toEqual({ __typename: 'ObservationsRecorded', applied: 1, changed, outdated: 0, unknown: [] });
    expect(await healthOf('X1')).toEqual({ health: expected, intact, at: hoursFromNow(-1) });
    expect((await statuses()).map(({ subject, payload }) => [subject, payload.state])).toEqual(changed ? [['X1', expected]] : []);
  });

  it.each([['older', -11], ['as old', -10]])('that is %s does not overwrite', async (_name, hours) => {
    expect(await observe([['D1', 'OFFLINE', hours]])).toMatchObject({ applied: 0, outdated: 1 });
    expect(await healthOf('X1')).toMatchObject({ health: 'ONLINE', at: hoursFromNow(-10) });
  });

  it('of unknown and of retired channels are listed, and the others are taken', async () => {
    await video.rows(`UPDATE video_channel SET retired_at = now() WHERE id = 'X2'`);
    expect(await observe([['D1', 'OFFLINE', -1], ['nobody', 'ONLINE', -1], ['D2', 'OFFLINE', -1]]))
      .toMatchObject({ applied: 1, changed: 1, unknown: ['nobody', 'D2'] });
  });

  it('of one channel twice in a batch: the latest counts, whatever the order', async () => {
    expect(await observe([['D1', 'DEFECT', -1], ['D1', 'OFFLINE', -2]])).toMatchObject({ applied: 1, changed: 1 });
    expect(await healthOf('X1')).toMatchObject({ health: 'DEFECT', at: hoursFromNow(-1) });
  });

  it('asked again under the same key change nothing', async () => {
    const idempotencyKey = newKey();
    const first = await observe([['D1', 'OFFLINE', -2]], { idempotencyKey });
    await observe([['D1', 'ONLINE', -1]]);
    expect(await observe([['D1', 'OFFLINE', -2]], { idempotencyKey })).toEqual(first);
    expect(await healthOf('X1')).toMatchObject({ health: 'ONLINE' });
  });

  it('a thousand at a time take as many statements as one, and more are refused', async () => {
    await video.rows(`
      INSERT INTO video_channel (id, device_id, name, area_path, latitude, longitude, built, networked, intact, health, observed_at, provenance)
      SELECT 'Y' || n, 'Y' || n, 'y', '2102', 38.9, 121.6, true, true, true, 'ONLINE', $1, 'REGISTERED' FROM generate_series(1, 1000) AS n`, [hoursFromNow(-10)]);
    const batch = Array.from({ length: 1_001 }, (_, at) => ({ deviceId: `Y${at + 1}`, state: 'OFFLINE', observedAt: NOW }));
    expect(await video.change('recordObservations', { idempotencyKey: newKey(), observations: batch.slice(0, 1_000) }, '... on ObservationsRecorded { changed }'))
      .toMatchObject({ changed: 1_000 });
    expect(await statuses()).toHaveLength(1_000);
    expect(await video.findInputError('recordObservations', { idempotencyKey: newKey(), observations: batch })).toMatchObject({ argument: 'observations' });
    const future = [{ deviceId: 'D1', state: 'ONLINE', observedAt: hoursFromNow(1) }];
    expect(await video.findInputError('recordObservations', { idempotencyKey: newKey(), observations: future })).toMatchObject({ argument: 'observations[0].observedAt' });
  });

  it('of the same channels by several at once end with the latest', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, at) =>
      observe([['D3', at % 2 ? 'ONLINE' : 'OFFLINE', -9 + at / 2], ['D1', 'OFFLINE', -9 + at / 2], ['D2', at === 11 ? 'ONLINE' : 'DEFECT', -9 + at / 2]])));
    expect(await Promise.all(['X1', 'X2', 'X3'].map(async (id) => (await healthOf(id)).health))).toEqual(['OFFLINE', 'ONLINE', 'ONLINE']);
  });
});

describe('outages', () => {
  const fields = `outages(filter: $filter) { totalCount edges { node { channel { id } state beganAt endedAt } } } outageSummary(period: $period) { began ended open downHours }`;
  const ask = (filter: object | null, period: object | null = null) =>
    video.askArea('2102', fields, { types: ', $filter: OutageFilter, $period: Period', filter, period });

  it('begin and end with what was observed, and count for every area above', async () => {
    await observe([['D1', 'OFFLINE', -6]]);
    await observe([['D1', 'DEFECT', -5], ['D2', 'VLOST', -5]]);
    await observe([['D1', 'ONLINE', -3]]);
    const { outages, outageSummary } = await ask(null);
    expect(outages.edges.map(({ node }: any) => node)).toEqual([
      { channel: { id: 'X2' }, state: 'DEFECT', beganAt: hoursFromNow(-5).toISOString(), endedAt: null },
      { channel: { id: 'X1' }, state: 'OFFLINE', beganAt: hoursFromNow(-6).toISOString(), endedAt: hoursFromNow(-3).toISOString() },
    ]);
    expect(outageSummary).toEqual({ began: 2, ended: 1, open: 1, downHours: 3 });
    expect((await ask({ open: true })).outages.totalCount).toBe(1);
    expect((await ask(null, { from: '2026-02-01', to: '2026-03-01' })).outageSummary).toEqual({ began: 0, ended: 0, open: 1, downHours: 0 });
  });

  it('end when the channel is retired', async () => {
    await observe([['D1', 'OFFLINE', -6]]);
    const [{ id }] = await video.rows(`SELECT id FROM video_channel WHERE device_id = 'D1'`);
    await video.change('retireChannel', { idempotencyKey: newKey(), id, expectedVersion: 1 }, '');
    expect((await ask(null)).outageSummary).toEqual({ began: 1, ended: 1, open: 0, downHours: 6 });
  });

  it('are paged, the latest first', async () => {
    await observe([['D1', 'OFFLINE', -6], ['D2', 'OFFLINE', -5], ['D3', 'OFFLINE', -5]]);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { outages } = await video.askArea('2102', 'outages(first: 1, after: $after) { pageInfo { hasNextPage endCursor } edges { node { channel { id } } } }', { types: ', $after: String', after });
      seen.push(outages.edges[0].node.channel.id);
      after = outages.pageInfo.hasNextPage ? outages.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toHaveLength(3);
    expect(seen.at(-1)).toBe('X1');
  });
});
