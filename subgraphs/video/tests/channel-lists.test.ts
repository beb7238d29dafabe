import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { NOW, startVideoPillar, type VideoPillar } from './video-harness.js';

jest.setTimeout(60_000);

let video: VideoPillar;
/**
 * X1 to X8 in two streets of one district and X9 in another. Odd ones stand in G1; each third is networked, the sixth
 * shared; X8 is retired. Q1 has X1 and X2, Q2 has X3, which is not built, Q3 nothing.
 */
beforeAll(async () => {
  video = await startVideoPillar();
  await video.rows(`
    INSERT INTO key_place (id, name, kind, area_path, position_type, required_channels, latitude, longitude, provenance)
    SELECT 'Q' || n, '点', (ARRAY['KEY_SITE', 'COMPLEX_VENUE', 'KEY_SITE'])[n]::"KeyPlaceKind", CASE n WHEN 3 THEN '2102/210203' ELSE '2102/210202/210202001' END, 4, 2, 38.9, 121.6, 'REGISTERED'
    FROM generate_series(1, 3) AS n`);
  await video.rows(`
    INSERT INTO video_channel (id, device_id, name, area_path, latitude, longitude, built, networked, intact, health, observed_at, provenance,
      grid_id, key_place_id, shared_center_id, retired_at, ptz_type, placement, maintainer_id, installed_on)
    SELECT 'X' || n, n, 'x', CASE WHEN n = 9 THEN '2102/210203' WHEN n > 5 THEN '2102/210202/210202002' ELSE '2102/210202/210202001' END, 38.9, 121.6, n <> 4 AND n <> 3 OR n = 9,
      n IN (6, 9), true, (CASE WHEN n = 5 THEN 'DEFECT' ELSE 'ONLINE' END)::"HealthState", $1::timestamptz, 'REGISTERED', CASE WHEN n % 2 = 1 THEN 'G1' ELSE 'G2' END,
      CASE n WHEN 1 THEN 'Q1' WHEN 2 THEN 'Q1' WHEN 3 THEN 'Q2' END, CASE n WHEN 6 THEN 'C1' END, CASE n WHEN 8 THEN $1::timestamptz END,
      CASE WHEN n < 3 THEN 'DOME'::"PtzType" END, 'OUTDOOR', 'O1', '2024-01-01'
    FROM generate_series(1, 9) AS n`, [NOW]);
});
afterAll(() => video?.stop());

const PAGE = '{ totalCount pageInfo { hasNextPage endCursor } edges { node { id } } }';
const toIds = ({ edges }: { readonly edges: readonly { readonly node: { readonly id: string } }[] }) => edges.map(({ node }) => node.id);

describe('channels', () => {
  it.each([
    ['of the registry', '', ['X1', 'X2', 'X3', 'X4', 'X5', 'X6', 'X7', 'X9']],
    ['of an area and all inside', '(areaPath: "2102/210202")', ['X1', 'X2', 'X3', 'X4', 'X5', 'X6', 'X7']],
    ['that are built', '(filter: { built: true })', ['X1', 'X2', 'X5', 'X6', 'X7', 'X9']],
    ['that are not built', '(filter: { built: false })', ['X3', 'X4']],
    ['that are networked and not shared', '(filter: { networked: true, sharedWithCenter: false })', ['X9']],
    ['that are shared', '(filter: { sharedWithCenter: true })', ['X6']],
    ['by health', '(filter: { health: [DEFECT, STALE] })', ['X5']],
    ['whose record is complete', '(filter: { recordComplete: true })', ['X1', 'X2']],
    ['of which something is missing, in an area', '(areaPath: "2102/210202/210202002", filter: { recordComplete: false })', ['X6', 'X7']],
  ])('are listed %s, with their number', async (_name, args, ids) => {
    const { channels } = await video.ask(`{ channels${args} ${PAGE} }`);
    expect([toIds(channels), channels.totalCount]).toEqual([ids, ids.length]);
  });

  it('go on after a cursor, each once', async () => {
    const { channels: first } = await video.ask(`{ channels(first: 3, filter: { built: true }) ${PAGE} }`);
    const { channels: rest } = await video.ask(`query ($after: String) { channels(first: 3, after: $after, filter: { built: true }) ${PAGE} }`, { after: first.pageInfo.endCursor });
    expect([toIds(first), first.pageInfo.hasNextPage]).toEqual([['X1', 'X2', 'X5'], true]);
    expect([toIds(rest), rest.pageInfo.hasNextPage, rest.totalCount]).toEqual([['X6', 'X7', 'X9'], false, 6]);
  });

  it('of several grids are one statement, and tell of their grid', async () => {
    video.statements.length = 0;
    const { _entities: grids } = await video.ask(`query ($of: [_Any!]!) { _entities(representations: $of) { ... on Grid {
      channels(first: 2, filter: { built: true }) { totalCount edges { node { id grid { id } } } } } } }`, { of: ['G1', 'G2', 'G3'].map((id) => ({ __typename: 'Grid', id })) });
    expect(grids.map(({ channels }: any) => [toIds(channels), channels.totalCount])).toEqual([[['X1', 'X5'], 4], [['X2', 'X6'], 2], [[], 0]]);
    expect(grids[0].channels.edges[0].node.grid).toEqual({ id: 'G1' });
    expect(video.statements).toHaveLength(2);
  });
});

describe('key places', () => {
  it.each([
    ['of the registry', '', ['Q1', 'Q2', 'Q3']],
    ['of an area and all inside', '(areaPath: "2102/210202")', ['Q1', 'Q2']],
    ['that are covered', '(filter: { covered: true })', ['Q1']],
    ['that are not covered, in an area', '(areaPath: "2102/210202", filter: { covered: false })', ['Q2']],
    ['of some kinds', '(filter: { kind: [KEY_SITE, IMPORTANT_TARGET] })', ['Q1', 'Q3']],
  ])('are listed %s, with their number', async (_name, args, ids) => {
    const { keyPlaces } = await video.ask(`{ keyPlaces${args} ${PAGE} }`);
    expect([toIds(keyPlaces), keyPlaces.totalCount]).toEqual([ids, ids.length]);
  });

  it('are found by the same conditions through their area', async () => {
    const { keyPlaces } = await video.askArea('2102/210202', `keyPlaces(kind: COMPLEX_VENUE, filter: { covered: false }) ${PAGE}`);
    expect(toIds(keyPlaces)).toEqual(['Q2']);
  });
});
