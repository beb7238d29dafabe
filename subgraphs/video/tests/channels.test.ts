import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RECORD_FIELDS } from '../src/resolvers/record-fields.js';
import { hoursFromNow, newKey, NOW, startVideoPillar, type VideoPillar } from './video-harness.js';

jest.setTimeout(60_000);

let video: VideoPillar;
beforeAll(async () => { video = await startVideoPillar(); });
afterAll(() => video?.stop());
beforeEach(async () => {
  video.setClock(NOW);
  await video.rows('TRUNCATE video_channel, channel_outage, key_place, police_count, idempotency_key, outbox_event CASCADE');
  await video.rows('TRUNCATE channel_rollup, outage_rollup, key_place_rollup');
});

const deviceId = (serial: number): string => `21020200011328${String(serial).padStart(6, '0')}`;
const FIELDS = `... on ChannelChanged { channel { id version built networked sharedWithCenter retiredAt health { state observedAt } record { complete missing } } }
  ... on DeviceIdInvalid { faults { part value } } ... on DeviceIdTaken { channelId } ... on FactsOutOfOrder { fact needs }`;
const inputOf = (serial: number, more: object = {}) => ({
  idempotencyKey: newKey(), deviceId: deviceId(serial), edition: 'EDITION_2016', name: '文化广场', areaPath: '2102/210202',
  location: { latitude: 38.9, longitude: 121.6 }, built: true, networked: true, sharedCenterId: 'C210202', ...more,
});
const register = (input: object) => video.change('registerChannel', input, FIELDS);
const update = (input: object) => video.change('updateChannel', { idempotencyKey: newKey(), ...input }, FIELDS.replace(/\.\.\. on DeviceId\w+ \{[^.]*\} ?(?=\.)/g, '').replace(/\.\.\. on DeviceIdTaken \{ channelId \}/, ''));
const retire = (input: object) => video.change('retireChannel', { idempotencyKey: newKey(), ...input }, FIELDS.split('\n')[0] ?? '');
const add = async (serial: number, more: object = {}) => (await register(inputOf(serial, more))).channel;
const announced = () => video.rows('SELECT topic, subject, area_path FROM outbox_event ORDER BY id');

describe('registering a channel', () => {
  it('enters it, unseen so far, and says so', async () => {
    const channel = await add(1);
    expect(channel).toMatchObject({
      version: 1, built: true, networked: true, sharedWithCenter: true, retiredAt: null,
      health: { state: 'STALE', observedAt: NOW.toISOString() },
      record: { complete: false, missing: ['PTZ_TYPE', 'PLACEMENT', 'MAINTAINER', 'INSTALLED_ON'] },
    });
    expect(await announced()).toEqual([{ topic: 'channel.registered', subject: channel.id, area_path: '2102/210202' }]);
    const { channel: read } = await video.ask('query ($id: ID!) { channel(id: $id) { device { edition centerCode serial network { scheme version code name nameEn } } } }', { id: channel.id });
    expect(read.device).toEqual({
      edition: 'EDITION_2016', centerCode: '21020200', serial: '000001',
      network: { scheme: 'GB/T 28181 network', version: '2016', code: '8', name: '社会资源接入网', nameEn: 'Access network of social resources' },
    });
  });

  it.each([
    ['a police channel', { resourceClass: 'POLICE' }, { __typename: 'PoliceChannelRefused' }],
    ['a short id', { deviceId: '2102' }, { __typename: 'DeviceIdInvalid', faults: [{ part: 'LENGTH', value: '2102' }] }],
    ['two wrong parts', { deviceId: '99020200011329000001' }, { faults: [{ part: 'CENTER_CODE', value: '99020200' }, { part: 'NETWORK', value: '9' }] }],
    ['the id of a recorder', { deviceId: '21020200011118000001' }, { faults: [{ part: 'TYPE', value: '111' }] }],
    ['networked before built', { built: false, sharedCenterId: null }, { __typename: 'FactsOutOfOrder', fact: 'NETWORKED', needs: 'BUILT' }],
    ['shared before networked', { networked: false }, { __typename: 'FactsOutOfOrder', fact: 'SHARED', needs: 'NETWORKED' }],
    ['a key place that is not there', { keyPlaceId: 'none' }, { __typename: 'NotFound', id: 'none' }],
  ])('%s is refused, in both languages, and nothing is entered', async (_name, more, refusal) => {
    const answer = await register(inputOf(1, more));
    expect(answer).toMatchObject(refusal);
    expect(answer.message).toMatch(/^[^\p{Script=Han}]+$/u);
    expect(answer.messageZh).toMatch(/\p{Script=Han}/u);
    expect(await video.rows('SELECT FROM video_channel')).toEqual([]);
    expect(await announced()).toEqual([]);
  });

  it('an id that is taken is refused with the channel that has it', async () => {
    const { id } = await add(1);
    expect(await register(inputOf(1))).toMatchObject({ __typename: 'DeviceIdTaken', channelId: id });
  });

  it('twenty times at once under one key, enters one', async () => {
    const input = inputOf(1);
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(input)));
    expect(new Set(answers.map(({ channel }) => channel.id)).size).toBe(1);
    expect(await register(inputOf(2, { idempotencyKey: input.idempotencyKey }))).toMatchObject({ __typename: 'KeyReused' });
  });

  it.each([
    ['name', { name: '  ' }], ['areaPath', { areaPath: '大连' }], ['location.latitude', { location: { latitude: 91, longitude: 0 } }],
    ['gridId', { gridId: 'a b' }], ['idempotencyKey', { idempotencyKey: 'short' }],
  ])('names the field %s that is wrong', async (field, more) => {
    expect(await video.findInputError('registerChannel', inputOf(1, more))).toMatchObject({ argument: field });
  });
});

describe('changing a channel', () => {
  it('changes what is sent, takes away what is null, leaves the rest, and counts the version', async () => {
    const { id } = await add(1);
    const full = { ptzType: 'DOME', placement: 'OUTDOOR', maintainerId: 'O210202-HOUSING', installedOn: '2024-05-01' };
    expect((await update({ id, expectedVersion: 1, ...full })).channel).toMatchObject({ version: 2, sharedWithCenter: true, record: { complete: true, missing: [] } });
    expect((await update({ id, expectedVersion: 2, sharedCenterId: null, placement: null })).channel)
      .toMatchObject({ version: 3, networked: true, sharedWithCenter: false, record: { complete: false, missing: ['PLACEMENT'] } });
    expect((await announced()).map(({ topic }) => topic)).toEqual(['channel.registered', 'channel.changed', 'channel.changed']);
  });

  it.each([
    ['not built while networked', { built: false }, { fact: 'NETWORKED', needs: 'BUILT' }],
    ['not networked while shared', { networked: false }, { fact: 'SHARED', needs: 'NETWORKED' }],
  ])('%s is refused', async (_name, more, refusal) => {
    const { id } = await add(1);
    expect(await update({ id, expectedVersion: 1, ...more })).toMatchObject(refusal);
  });

  it('is refused of an older version, of a channel that is not there, and of a retired one', async () => {
    const { id } = await add(1);
    expect(await update({ id, expectedVersion: 7 })).toMatchObject({ __typename: 'StaleVersion', currentVersion: 1 });
    expect(await update({ id: 'none', expectedVersion: 1 })).toMatchObject({ __typename: 'NotFound' });
    expect((await retire({ id, expectedVersion: 1 })).channel).toMatchObject({ version: 2, retiredAt: NOW.toISOString() });
    expect(await update({ id, expectedVersion: 2 })).toMatchObject({ __typename: 'IllegalTransition', from: 'RETIRED', allowed: [] });
    expect(await retire({ id, expectedVersion: 2 })).toMatchObject({ __typename: 'IllegalTransition' });
  });

  it('of one version by several at once is won by one', async () => {
    const { id } = await add(1);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => update({ id, expectedVersion: 1, name: `广场${at}` })));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['ChannelChanged', ...Array<string>(7).fill('StaleVersion')]);
  });

  it('takes a retired channel out of every list and figure', async () => {
    const { id } = await add(1, { ptzType: 'DOME', placement: 'OUTDOOR', maintainerId: 'O1', installedOn: '2024-05-01' });
    const fields = 'channels { totalCount } channelSummary { registered built networked sharedWithCenter recordCompleteRatio { numerator denominator } }';
    expect(await video.askArea('2102', fields)).toEqual({
      channels: { totalCount: 1 }, channelSummary: { registered: 1, built: 1, networked: 1, sharedWithCenter: 1, recordCompleteRatio: { numerator: 1, denominator: 1 } },
    });
    await retire({ id, expectedVersion: 1 });
    expect(await video.askArea('2102', fields)).toEqual({
      channels: { totalCount: 0 }, channelSummary: { registered: 0, built: 0, networked: 0, sharedWithCenter: 0, recordCompleteRatio: { numerator: 0, denominator: 0 } },
    });
  });

  it('holds to the order of the three facts in the database too', async () => {
    await add(1);
    await expect(video.rows('UPDATE video_channel SET built = false')).rejects.toThrow('networked_needs_built');
    await expect(video.rows('UPDATE video_channel SET networked = false')).rejects.toThrow('shared_needs_networked');
  });

  it('counts the same fields of a record in code and database', async () => {
    const [row] = await video.rows(`SELECT pg_get_functiondef('set_record_complete'::regproc) AS text`);
    const columns = [...row.text.matchAll(/NEW\.(\w+)/g)].map(([, name]) => name).filter((name) => name !== 'built' && name !== 'record_complete');
    expect(columns).toEqual(Object.values(RECORD_FIELDS).map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)));
  });
});

describe('police counts', () => {
  const count = (areaPath: string, registered = 10) => ({
    areaPath, registered, built: registered, networked: 8, sharedWithCenter: 5, online: registered, offline: 0, stale: 0, defect: 0, intact: 9, recordComplete: 9,
  });
  const record = (input: object) => video.change('recordPoliceCounts', { idempotencyKey: newKey(), countedAt: NOW, ...input }, '... on PoliceCountsRecorded { recorded outdated }');
  const registered = async () => (await video.askArea('2102', 'channelSummary { byResourceClass { resourceClass registered } }')).channelSummary.byResourceClass;

  it('come as sums of areas; an older count does not overwrite a newer one', async () => {
    expect(await record({ counts: [count('2102/210202'), count('2102/210203', 20)] })).toEqual({ __typename: 'PoliceCountsRecorded', recorded: 2, outdated: [] });
    expect(await record({ countedAt: hoursFromNow(-1), counts: [count('2102/210202', 99)] })).toMatchObject({ recorded: 0, outdated: ['2102/210202'] });
    expect(await registered()).toEqual([{ resourceClass: 'PUBLIC', registered: 0 }, { resourceClass: 'POLICE', registered: 30 }]);
    video.setClock(hoursFromNow(1));
    await record({ countedAt: hoursFromNow(1), counts: [count('2102/210202', 12)] });
    expect((await registered())[1]).toEqual({ resourceClass: 'POLICE', registered: 32 });
    expect((await announced()).map(({ area_path }) => area_path)).toEqual(['2102', '2102/210202']);
  });

  it.each([
    ['counts[0].built', [{ ...count('2102'), built: 11 }]], ['counts[0].registered', [{ ...count('2102'), offline: 1 }]],
    ['counts[0].intact', [{ ...count('2102'), intact: -1 }]], ['counts', []], ['counts', [count('2102'), count('2102')]],
  ])('name the field %s that is wrong', async (field, counts) => {
    expect(await video.findInputError('recordPoliceCounts', { idempotencyKey: newKey(), countedAt: NOW, counts })).toMatchObject({ argument: field });
  });
});
