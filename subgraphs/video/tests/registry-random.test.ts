import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createRandom, type Random } from '../../../hub/src/sample/random.js';
import { applyToModel, copyModel, subjectOf, summarize, SUMMARIES, type RegistryModel, type RegistryWish } from './registry-model.js';
import { newKey, startVideoPillar, type VideoPillar } from './video-harness.js';

jest.setTimeout(240_000);

const PATHS = ['2102/210202/210202001', '2102/210202/210202002', '2102/210203'];
const ASSIGNING = ['assignChannelToKeyPlace', 'unassignChannelFromKeyPlace'];
const CHANGED = ['ChannelChanged', 'KeyPlaceChanged', 'AssignmentChanged'];

let video: VideoPillar;
/** Answers, of all histories. */
const met = new Set<string>();
beforeAll(async () => { video = await startVideoPillar(); });
afterAll(() => video?.stop());

/** A change that may be legal, may come too late, or may be of something that is not there. */
function drawWish(random: Random, { channels, places }: RegistryModel): RegistryWish {
  const built = random.chance(0.8);
  const networked = random.chance(built ? 0.6 : 0.1);
  const facts = { built, networked, sharedCenterId: random.chance(networked ? 0.5 : 0.1) ? 'C1' : null };
  const location = { latitude: 38.9, longitude: 121.6 };
  const anyPlace = () => random.pick([...places.keys(), 'none']);
  const record = random.chance(0.05) ? { id: 'none', version: 1 } : random.pick([...channels.values()]);
  const place = random.chance(0.05) ? { id: 'none', version: 1 } : random.pick([...places.values()]);
  const versionOf = ({ version }: { readonly version: number }) => (random.chance(0.8) ? version : version + random.pick([-1, 1]));
  const action = random.weighted([
    ['registerChannel', 14], ['registerKeyPlace', 5], ['updateChannel', 16], ['retireChannel', 7], ['assignChannelToKeyPlace', 25], ['unassignChannelFromKeyPlace', 14],
    ['changeRequiredChannels', 10], ['retireKeyPlace', 9],
  ] as const);
  const ofChannel = { id: record.id, expectedVersion: versionOf(record) };
  const ofPlace = { id: place.id, expectedVersion: versionOf(place) };
  const inputs: Readonly<Record<typeof action, object>> = {
    registerChannel: {
      ...facts, location, name: 'x', edition: 'EDITION_2016', deviceId: `210202000113280${String(random.int(0, 40)).padStart(5, '0')}`, areaPath: random.pick(PATHS),
      keyPlaceId: random.chance(0.5) ? anyPlace() : null,
    },
    registerKeyPlace: { location, name: 'x', kind: random.pick(['KEY_SITE', 'COMPLEX_VENUE']), positionType: 4, areaPath: random.pick(PATHS), requiredChannels: random.int(1, 3) },
    updateChannel: { ...ofChannel, ...random.pick([facts, { keyPlaceId: random.chance(0.3) ? null : anyPlace() }, { built }, { networked }]) },
    retireChannel: ofChannel,
    assignChannelToKeyPlace: { channelId: ofChannel.id, expectedVersion: ofChannel.expectedVersion, keyPlaceId: anyPlace() },
    unassignChannelFromKeyPlace: { channelId: ofChannel.id, expectedVersion: ofChannel.expectedVersion },
    changeRequiredChannels: { ...ofPlace, requiredChannels: random.int(1, 3) },
    retireKeyPlace: ofPlace,
  };
  return { action, input: inputs[action] };
}

interface Answer {
  readonly wish: RegistryWish;
  readonly typename: string;
  /** Of what was registered. */
  readonly newId: string | undefined;
}

/** Sends a wish, now and then twice at a time under one key: both have to be answered alike. */
async function send(wish: RegistryWish, twice: boolean): Promise<Answer> {
  const fields = { registerChannel: '... on ChannelChanged { channel { id } }', registerKeyPlace: '... on KeyPlaceChanged { keyPlace { id } }' }[wish.action] ?? '';
  const input = { idempotencyKey: newKey(), ...wish.input };
  const answers = await Promise.all(Array.from({ length: twice ? 2 : 1 }, () => video.change(wish.action, input, fields)));
  const [answer, other] = answers;
  if (twice) expect(other).toEqual(answer);
  met.add(answer.__typename);
  return { wish, typename: answer.__typename, newId: (answer.channel ?? answer.keyPlace)?.id };
}

/** Those that went through, in the order in which they announced it: each did while it held its records. */
async function inOrder(winners: readonly Answer[], after: number): Promise<readonly Answer[]> {
  const rows = await video.rows<{ subject: string; topic: string; action: string | null }>(
    `SELECT subject, topic, payload->>'action' AS action FROM outbox_event WHERE id > $1 ORDER BY id`, [after]);
  const own = rows.filter(({ topic, action }) => topic !== 'key-place.changed' || !ASSIGNING.includes(action ?? ''));
  expect(own).toHaveLength(winners.length);
  const left = [...winners].sort((one, other) => (one.wish.input.expectedVersion ?? 0) - (other.wish.input.expectedVersion ?? 0));
  return own.map(({ subject }) => left.splice(left.findIndex(({ wish, newId }) => (newId ?? subjectOf(wish)) === subject), 1)[0]!);
}

const lastAnnounced = async (): Promise<number> => Number((await video.rows('SELECT coalesce(max(id), 0) AS id FROM outbox_event'))[0].id);

/** Several at a time: the winners one after the other are legal, and each refusal was right at some moment between them. */
async function race(random: Random, model: RegistryModel): Promise<void> {
  const after = await lastAnnounced();
  const wishes = Array.from({ length: 6 }, () => drawWish(random, model));
  const answers = await Promise.all(wishes.map((wish) => send(wish, random.chance(0.2))));
  const winners = await inOrder(answers.filter(({ typename }) => CHANGED.includes(typename)), after);
  const moments = [copyModel(model)];
  for (const { wish, typename, newId } of winners) {
    expect({ wish, typename: applyToModel(model, wish, newId) }).toEqual({ wish, typename });
    moments.push(copyModel(model));
  }
  for (const { wish, typename } of answers.filter((answer) => !CHANGED.includes(answer.typename))) {
    expect({ wish, could: moments.map((moment) => applyToModel(copyModel(moment), wish)) }).toEqual({ wish, could: expect.arrayContaining([typename]) });
  }
}

async function expectTrue(model: RegistryModel): Promise<void> {
  for (const root of ['2102', '2102/210202', ...PATHS]) expect({ root, ...await video.askArea(root, SUMMARIES) }).toEqual({ root, ...summarize(model, root) });
}

const byId = <One extends { readonly id: string }>(ones: Iterable<One>): One[] => [...ones].sort((one, other) => (one.id < other.id ? -1 : 1));

it.each([1, 2, 3])('keeps channels and key places as a model of them has it, through random histories and writers at a time (%i)', async (seed) => {
  const random = createRandom(seed, 'registry histories');
  await video.fill();
  const model: RegistryModel = { channels: new Map(), places: new Map() };
  const tell = async (wish: RegistryWish, twice = false) => {
    const { typename, newId } = await send(wish, twice);
    expect({ wish, typename }).toEqual({ wish, typename: applyToModel(model, wish, newId) });
  };
  const first = { location: { latitude: 38.9, longitude: 121.6 }, name: 'x', areaPath: PATHS[0] };
  for (let at = 0; at < 3; at += 1) await tell({ action: 'registerKeyPlace', input: { ...first, kind: 'KEY_SITE', positionType: 4, requiredChannels: 2 } });
  for (let at = 50; at < 54; at += 1) {
    await tell({ action: 'registerChannel', input: { ...first, edition: 'EDITION_2016', deviceId: `210202000113280000${at}`, built: true, networked: false, sharedCenterId: null, keyPlaceId: null } });
  }
  for (let round = 0; round < 80; round += 1) {
    if (random.chance(0.4)) await race(random, model);
    else await tell(drawWish(random, model), random.chance(0.2));
    if (round % 20 === 19) await expectTrue(model);
  }
  expect(await video.differences()).toBe(0);
  await expectTrue(model);
  expect(byId(await video.rows(`SELECT id, device_id AS device, area_path AS path, built, networked, shared_center_id AS shared, key_place_id AS place, retired_at IS NOT NULL AS retired, version
    FROM video_channel`))).toEqual(byId(model.channels.values()));
  expect(byId(await video.rows('SELECT id, area_path AS path, kind, required_channels AS required, retired_at IS NOT NULL AS retired, version FROM key_place'))).toEqual(byId(model.places.values()));
});

it('has met every answer that there is', () => {
  expect([...met].sort()).toEqual([
    'AlreadyAssigned', 'AssignmentChanged', 'ChannelChanged', 'ChannelsLeft', 'DeviceIdTaken', 'FactsOutOfOrder', 'IllegalTransition', 'KeyPlaceChanged', 'NotAssigned', 'NotFound', 'StaleVersion',
  ]);
});
