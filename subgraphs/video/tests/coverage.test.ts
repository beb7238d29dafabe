import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newKey, NOW, startVideoPillar, type VideoPillar } from './video-harness.js';

jest.setTimeout(60_000);

const STREET = '2102/210202/210202001';
let video: VideoPillar;
beforeAll(async () => { video = await startVideoPillar(); });
afterAll(() => video?.stop());
/** Q1 needs two channels and has X1; Q2 needs one and has none; Q3 is retired. X4 is retired, X5 not built. */
beforeEach(() => video.fill(`
  INSERT INTO key_place (id, name, kind, area_path, position_type, required_channels, latitude, longitude, provenance, retired_at)
  SELECT 'Q' || n, '点', (CASE n WHEN 2 THEN 'COMPLEX_VENUE' ELSE 'KEY_SITE' END)::"KeyPlaceKind", '${STREET}', 4, CASE n WHEN 2 THEN 1 ELSE 2 END, 38.9, 121.6, 'SAMPLE',
    CASE n WHEN 3 THEN '2026-01-01'::timestamptz END FROM generate_series(1, 3) AS n;
  INSERT INTO video_channel (id, device_id, name, area_path, key_place_id, latitude, longitude, built, networked, intact, health, observed_at, provenance, retired_at)
  SELECT 'X' || n, n, 'x', '${STREET}', CASE n WHEN 1 THEN 'Q1' END, 38.9, 121.6, n <> 5, false, true, 'ONLINE', '2026-03-01', 'SAMPLE',
    CASE n WHEN 4 THEN '2026-01-01'::timestamptz END FROM generate_series(1, 5) AS n`));

const PLACE = 'keyPlace { id kind positionType { scheme code name } requiredChannels builtChannels missingChannels covered retiredAt allowed version }';
const FIELDS: Readonly<Record<string, string>> = {
  keyPlace: `... on KeyPlaceChanged { ${PLACE} }`, assignment: `... on AssignmentChanged { channel { id version keyPlace { id } } ${PLACE} }`,
  segment: '... on SegmentChanged { segment { id name area { code } lengthKm note retiredAt allowed version } }',
};
const change = (mutation: string, kind: keyof typeof FIELDS, input: object) => video.change(mutation, { idempotencyKey: newKey(), ...input }, FIELDS[kind]!);
const assign = (channelId: string, keyPlaceId: string, expectedVersion = 1) => change('assignChannelToKeyPlace', 'assignment', { channelId, keyPlaceId, expectedVersion });
const unassign = (channelId: string, expectedVersion = 1) => change('unassignChannelFromKeyPlace', 'assignment', { channelId, expectedVersion });
const require = (id: string, requiredChannels: number, expectedVersion = 1) => change('changeRequiredChannels', 'keyPlace', { id, expectedVersion, requiredChannels });
const retire = (id: string, expectedVersion = 1) => change('retireKeyPlace', 'keyPlace', { id, expectedVersion });
const SUMMARY = `coverageSummary { keyPlaces coverage { numerator denominator } fulfilment { numerator denominator } missingChannels
  byKind { kind keyPlaces covered fulfilled } segments segmentsKm }`;
const summary = async (path = '2102') => (await video.askArea(path, SUMMARY)).coverageSummary;
const announced = () => video.rows('SELECT topic, subject FROM outbox_event ORDER BY id');

describe('a key place', () => {
  const wish = { name: '文化广场', kind: 'IMPORTANT_TARGET', positionType: 4, areaPath: STREET, location: { latitude: 38.9, longitude: 121.6 }, requiredChannels: 2 };

  it('is entered once under a key, and announced', async () => {
    const input = { ...wish, idempotencyKey: newKey() };
    const [first, again] = await Promise.all([change('registerKeyPlace', 'keyPlace', input), change('registerKeyPlace', 'keyPlace', input)]);
    expect(first).toEqual(again);
    expect(first.keyPlace).toMatchObject({
      kind: 'IMPORTANT_TARGET', positionType: { scheme: 'GB/T 28181 position', code: '4', name: '中心广场' }, requiredChannels: 2, builtChannels: 0, missingChannels: 2,
      covered: false, retiredAt: null, version: 1, allowed: ['changeRequiredChannels', 'assignChannelToKeyPlace', 'unassignChannelFromKeyPlace', 'retireKeyPlace'],
    });
    expect(await change('registerKeyPlace', 'keyPlace', { ...input, requiredChannels: 3 })).toMatchObject({ __typename: 'KeyReused' });
    expect(await announced()).toEqual([{ topic: 'key-place.changed', subject: first.keyPlace.id }]);
    expect(await summary()).toMatchObject({ keyPlaces: 3, missingChannels: 4, byKind: [{ kind: 'KEY_SITE' }, { kind: 'IMPORTANT_TARGET', keyPlaces: 1, covered: 0 }, { kind: 'COMPLEX_VENUE' }] });
  });

  it.each([
    ['name', { name: ' ' }], ['name', { name: '张三13800138000' }], ['positionType', { positionType: 11 }], ['areaPath', { areaPath: '大连' }],
    ['location.longitude', { location: { latitude: 0, longitude: 181 } }], ['requiredChannels', { requiredChannels: 0 }],
  ])('names the field %s that is wrong in %j', async (field, more) => {
    expect(await video.findInputError('registerKeyPlace', { idempotencyKey: newKey(), ...wish, ...more })).toMatchObject({ argument: field });
  });

  it('is fulfilled or not as what is required of it changes, in every area above', async () => {
    expect(await summary()).toEqual({
      keyPlaces: 2, coverage: { numerator: 1, denominator: 2 }, fulfilment: { numerator: 0, denominator: 2 }, missingChannels: 2,
      byKind: [{ kind: 'KEY_SITE', keyPlaces: 1, covered: 1, fulfilled: 0 }, { kind: 'COMPLEX_VENUE', keyPlaces: 1, covered: 0, fulfilled: 0 }], segments: 0, segmentsKm: 0,
    });
    expect((await require('Q1', 1)).keyPlace).toMatchObject({ requiredChannels: 1, missingChannels: 0, version: 2 });
    for (const path of ['2102', '2102/210202', STREET]) expect(await summary(path)).toMatchObject({ fulfilment: { numerator: 1, denominator: 2 }, missingChannels: 1 });
    expect((await video.ask('{ keyPlaces(filter: { fulfilled: true }) { totalCount edges { node { id } } } }')).keyPlaces).toEqual({ totalCount: 1, edges: [{ node: { id: 'Q1' } }] });
    expect(await video.differences()).toBe(0);
  });

  it('is retired when no channel is left there, and then counted and listed no more', async () => {
    expect(await retire('Q1')).toMatchObject({ __typename: 'ChannelsLeft', count: 1, channelIds: ['X1'] });
    await unassign('X1');
    expect((await retire('Q1')).keyPlace).toMatchObject({ retiredAt: NOW.toISOString(), version: 2, allowed: [] });
    expect(await summary()).toMatchObject({ keyPlaces: 1, byKind: [{ kind: 'COMPLEX_VENUE' }] });
    expect((await video.ask('{ keyPlaces { totalCount edges { node { id } } } }')).keyPlaces).toEqual({ totalCount: 1, edges: [{ node: { id: 'Q2' } }] });
    expect((await video.ask('{ keyPlace(id: "Q1") { id } }')).keyPlace).toEqual({ id: 'Q1' });
    expect(await video.differences()).toBe(0);
  });

  it.each<[string, () => Promise<object>, object]>([
    ['that is not there', () => require('none', 2), { __typename: 'NotFound', id: 'none' }],
    ['of another version', () => require('Q1', 3, 2), { __typename: 'StaleVersion', currentVersion: 1 }],
    ['that is retired, by requiring', () => require('Q3', 1), { __typename: 'IllegalTransition', from: 'RETIRED', allowed: [] }],
    ['that is retired, once more', () => retire('Q3'), { __typename: 'IllegalTransition', from: 'RETIRED' }],
    ['that is retired, by assigning', () => assign('X2', 'Q3'), { __typename: 'IllegalTransition', from: 'RETIRED' }],
  ])('%s is not changed', async (_name, act, refusal) => {
    expect(await act()).toMatchObject(refusal);
    expect(await announced()).toEqual([]);
  });
});

describe('a channel', () => {
  it('comes to a place and goes from it; the place is covered as long as a built one stands there', async () => {
    expect(await assign('X5', 'Q2')).toMatchObject({ channel: { id: 'X5', version: 2, keyPlace: { id: 'Q2' } }, keyPlace: { id: 'Q2', builtChannels: 0, covered: false, version: 1 } });
    expect(await assign('X2', 'Q2')).toMatchObject({ keyPlace: { builtChannels: 1, missingChannels: 0, covered: true } });
    const ratio = async () => (await video.askArea('2102', 'channelSummary { keyPlaceCoverage { numerator denominator } }')).channelSummary.keyPlaceCoverage;
    expect(await ratio()).toEqual({ numerator: 2, denominator: 2 });
    expect(await unassign('X2', 2)).toMatchObject({ channel: { version: 3, keyPlace: null }, keyPlace: { id: 'Q2', builtChannels: 0, covered: false } });
    expect(await ratio()).toEqual({ numerator: 1, denominator: 2 });
    expect(await announced()).toEqual(['X5', 'X2', 'X2'].flatMap((subject) => [{ topic: 'channel.changed', subject }, { topic: 'key-place.changed', subject: 'Q2' }]));
    expect(await video.differences()).toBe(0);
  });

  it.each<[string, () => Promise<object>, object]>([
    ['stands elsewhere', () => assign('X1', 'Q2'), { __typename: 'AlreadyAssigned', keyPlaceId: 'Q1' }],
    ['stands there already', () => assign('X1', 'Q1'), { __typename: 'AlreadyAssigned', keyPlaceId: 'Q1' }],
    ['stands nowhere, and is taken away', () => unassign('X2'), { __typename: 'NotAssigned' }],
    ['is retired', () => assign('X4', 'Q1'), { __typename: 'IllegalTransition', from: 'RETIRED', allowed: [] }],
    ['has another version', () => assign('X2', 'Q1', 5), { __typename: 'StaleVersion', currentVersion: 1 }],
    ['is not there', () => assign('none', 'Q1'), { __typename: 'NotFound', id: 'none' }],
    ['is to come to a place that is not there', () => assign('X2', 'none'), { __typename: 'NotFound', id: 'none' }],
    ['is to come to a retired place by its record',
      () => video.change('updateChannel', { idempotencyKey: newKey(), id: 'X2', expectedVersion: 1, keyPlaceId: 'Q3' }, ''), { __typename: 'NotFound', id: 'Q3' }],
  ])('that %s is refused, and nothing is changed', async (_name, act, refusal) => {
    expect(await act()).toMatchObject(refusal);
    expect(await announced()).toEqual([]);
    expect(await video.rows(`SELECT id FROM video_channel WHERE version <> 1 OR key_place_id IS DISTINCT FROM (CASE id WHEN 'X1' THEN 'Q1' END)`)).toEqual([]);
  });

  it('does not come to a place that is retired at the same time', async () => {
    const [came, went] = await Promise.all([assign('X2', 'Q2'), retire('Q2')]);
    expect([['AssignmentChanged', 'ChannelsLeft'], ['IllegalTransition', 'KeyPlaceChanged']]).toContainEqual([came.__typename, went.__typename]);
    expect(await video.rows(`SELECT FROM video_channel c JOIN key_place p ON p.id = c.key_place_id WHERE c.retired_at IS NULL AND p.retired_at IS NOT NULL`)).toEqual([]);
  });
});

describe('a segment', () => {
  const record = (more: object = {}) => change('recordSegment', 'segment', { areaPath: STREET, name: '滨海路', lengthKm: 15, note: '高清', ...more });

  it('is entered, changed and retired, and its length is summed in every area above', async () => {
    const { segment } = await record();
    expect(segment).toMatchObject({ name: '滨海路', area: { code: '210202001' }, lengthKm: 15, note: '高清', retiredAt: null, version: 1, allowed: ['changeSegment', 'retireSegment'] });
    await record({ areaPath: '2102', name: '环城', lengthKm: 0.1, note: null });
    expect(await summary()).toMatchObject({ segments: 2, segmentsKm: 15.1 });
    expect((await change('changeSegment', 'segment', { id: segment.id, expectedVersion: 1, lengthKm: 15.2004 })).segment).toMatchObject({ name: '滨海路', lengthKm: 15.2, version: 2 });
    expect(await summary('2102/210202')).toMatchObject({ segments: 1, segmentsKm: 15.2 });
    expect((await video.askArea('2102', 'segments { name }')).segments.map(({ name }: { name: string }) => name).sort()).toEqual(['滨海路', '环城']);
    expect((await change('retireSegment', 'segment', { id: segment.id, expectedVersion: 2 })).segment).toMatchObject({ retiredAt: NOW.toISOString(), version: 3, allowed: [] });
    expect(await summary()).toMatchObject({ segments: 1, segmentsKm: 0.1 });
    expect((await video.askArea(STREET, 'segments { name }')).segments).toEqual([]);
    expect(await change('changeSegment', 'segment', { id: segment.id, expectedVersion: 3, lengthKm: 1 })).toMatchObject({ __typename: 'IllegalTransition', from: 'RETIRED', allowed: [] });
    expect((await announced()).map(({ topic }) => topic)).toEqual(Array(4).fill('segment.changed'));
    expect(await video.differences()).toBe(0);
  });

  it('of another version, or that is not there, is not changed', async () => {
    const { segment } = await record();
    expect(await change('retireSegment', 'segment', { id: segment.id, expectedVersion: 7 })).toMatchObject({ __typename: 'StaleVersion', currentVersion: 1 });
    expect(await change('retireSegment', 'segment', { id: 'none', expectedVersion: 1 })).toMatchObject({ __typename: 'NotFound' });
  });

  it.each([
    ['recordSegment', 'lengthKm', { areaPath: STREET, name: 'x', lengthKm: 0 }], ['recordSegment', 'lengthKm', { areaPath: STREET, name: 'x', lengthKm: 1_001 }],
    ['recordSegment', 'name', { areaPath: STREET, name: '', lengthKm: 1 }], ['recordSegment', 'areaPath', { areaPath: 'x', name: 'x', lengthKm: 1 }],
    ['recordSegment', 'note', { areaPath: STREET, name: 'x', lengthKm: 1, note: '联系13800138000' }], ['changeSegment', 'lengthKm', { id: 'W1', expectedVersion: 1 }],
  ])('%s names the field %s that is wrong in %j', async (mutation, field, input) => {
    expect(await video.findInputError(mutation, { idempotencyKey: newKey(), ...input })).toMatchObject({ argument: field });
  });
});
