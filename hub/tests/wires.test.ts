import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { resolveDatabases } from '../src/database/index.js';
import { startHub, type Hub } from '../src/start-hub.js';
import { ask } from './ask.js';
import { rowsOf } from './city-harness.js';
import { cleanUp, makeDataDir, onCleanup, silentLog } from './database-harness.js';
import { SMALL_CITY } from './small-city.js';

jest.setTimeout(120_000);

let hub: Hub;
let informatizationUrl: string;

beforeAll(async () => {
  const databases = await resolveDatabases({ dataDir: await makeDataDir(), log: silentLog, durable: false });
  onCleanup(() => databases.stop());
  hub = await startHub({ urls: databases.urls, port: 0, sample: SMALL_CITY });
  onCleanup(() => hub.stop());
  informatizationUrl = databases.urls.informatization;
});
afterAll(cleanUp);

interface Wire {
  /** Answers of a subscription, from the first event that there ever was. */
  follow(query: string): AsyncIterableIterator<unknown>;
  leave(): void | Promise<void>;
}

const EVER = { lastEventId: '0-0' };

const WIRES: Readonly<Record<string, () => Wire>> = {
  'a WebSocket': () => {
    const client = createSocketClient({ url: `${hub.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    return { follow: (query) => client.iterate({ query, extensions: EVER }), leave: () => client.dispose() };
  },
  'an event stream': () => {
    const client = createEventClient({ url: `${hub.url}/graphql` });
    return { follow: (query) => client.iterate({ query, extensions: EVER }), leave: () => { client.dispose(); } };
  },
  'a shared event stream': () => {
    const client = createEventClient({ url: `${hub.url}/graphql`, singleConnection: true });
    return { follow: (query) => client.iterate({ query, extensions: EVER }), leave: () => { client.dispose(); } };
  },
};

let keys = 0;
const change = async (mutation: string, input: object, type: string) => {
  const { data, errors } = await ask<any>(hub.url, `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`, {
    input: { idempotencyKey: `wires-${keys += 1}-000`, ...input },
  });
  expect(errors).toBeUndefined();
  return data[mutation].__typename as string;
};

const report = (title: string, district: string, severity: string) => change('reportEvent', {
  title, category: 'SECURITY_HAZARD', subcategoryCode: '0201', severity, origin: 'GRID_PATROL',
  areaPath: `2102/${district}`, centerId: `C${district}`, handlingLevel: 'DISTRICT', byPost: `${district}-DESK`,
}, 'ReportEventInput');

const observe = async (district: string, at: number) => {
  const { data } = await ask<any>(hub.url, `{ area(code: "${district}") { channels(filter: { health: [ONLINE] }, first: 5) { edges { node { deviceId } } } } }`);
  const { deviceId } = data.area.channels.edges[at].node;
  return change('recordObservations', { observations: [{ deviceId, state: 'OFFLINE', observedAt: new Date().toISOString() }] }, 'RecordObservationsInput');
};

/** Warnings are raised by the upkeep of a week: here, one of them is told of again. */
const raise = (district: string, count: number) => rowsOf(informatizationUrl, `
  INSERT INTO informatization.outbox_event (topic, subject, area_path, payload)
  SELECT 'warning.raised', id, area_path, '{}'
  FROM (SELECT id, area_path FROM informatization.early_warning WHERE area_path LIKE '2102/${district}%' ORDER BY id LIMIT 1), generate_series(1, ${count})
  RETURNING subject`);

interface Case {
  readonly query: string;
  /** Makes two of them happen where the subscription looks, and others where it does not. */
  readonly happen: () => Promise<void>;
  /** What is asked of each answer. */
  readonly expected: object;
}

const PLACE = 'area { code name center { name } }';
const IN_PLACE = { area: { code: expect.stringMatching(/^210203/), name: expect.any(String), center: { name: expect.any(String) } } };

const CASES: Readonly<Record<string, Case>> = {
  eventChanged: {
    query: `subscription { eventChanged(under: "210203", severity: II) { title severity ${PLACE} nearbyChannels(withinM: 500) { distanceM } } }`,
    happen: async () => {
      for (const [title, district, severity] of [['别处', '210202', 'II'], ['井盖缺失', '210203', 'II'], ['较轻', '210203', 'IV'], ['护栏损坏', '210203', 'II']]) {
        expect(await report(title!, district!, severity!)).toBe('EventChanged');
      }
    },
    expected: { severity: 'II', ...IN_PLACE },
  },
  warningRaised: {
    query: `subscription { warningRaised(under: "210203") { id series level ${PLACE} } }`,
    happen: async () => {
      expect(await raise('210202', 1)).toHaveLength(1);
      expect(await raise('210203', 2)).toHaveLength(2);
    },
    expected: { id: expect.any(String), ...IN_PLACE },
  },
  channelStatusChanged: {
    query: `subscription { channelStatusChanged(under: "210203") { id health { state } ${PLACE} } }`,
    happen: async () => {
      for (const [district, at] of [['210202', 0], ['210203', 0], ['210203', 1]] as const) expect(await observe(district, at)).toBe('ObservationsRecorded');
    },
    expected: { health: { state: 'OFFLINE' }, ...IN_PLACE },
  },
};

describe.each(Object.entries(CASES))('%s', (field, { query, happen, expected }) => {
  it('tells the same over every wire, across the pillars, and only what is asked for', async () => {
    const wires = Object.values(WIRES).map((open) => open());
    const listening = wires.map(async (wire) => {
      const events = wire.follow(query);
      return [(await events.next()).value, (await events.next()).value] as any[];
    });
    await happen();
    const [first, ...others] = await Promise.all(listening);
    expect(first!.map(({ data }) => data[field])).toEqual([expect.objectContaining(expected), expect.objectContaining(expected)]);
    expect(first!.every(({ errors, extensions }) => errors === undefined && /^\d+-\d+$/.test(extensions.eventId))).toBe(true);
    expect(new Set(first!.map(({ extensions }) => extensions.eventId)).size).toBe(2);
    for (const heard of others) expect(heard).toEqual(first);
    for (const wire of wires) await wire.leave();
  });
});
