import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { itHappensOnce } from './once.js';
import { startPillar, type Pillar } from './pillar-harness.js';

jest.setTimeout(60_000);

const PLATFORMS = ['GOVERNANCE_INFORMATION', 'GRID_SERVICE', 'VIDEO_SHARING', 'VIDEO_CONFERENCE'] as const;
let pillar: Pillar;

beforeAll(async () => { pillar = await startPillar(); });
afterAll(() => pillar?.stop());
beforeEach(() => pillar.fill(`
  INSERT INTO info_platform SELECT 'N' || at, kind::"PlatformKind", kind, 'PUBLIC' FROM unnest('{${PLATFORMS.join(',')}}'::text[]) WITH ORDINALITY k(kind, at);
  INSERT INTO connected_center (center_id, area_path, level) VALUES ('C1', '2102/210203', 'DISTRICT'), ('C2', '2102/210203/210203001', 'STREET')`));

const fields = `... on ConnectionRecorded { connection {
  status since reason version platform { kind } center { id fullyConnected } history { version status since reason recordedAt } } }`;
const full = { centerId: 'C1', platform: 'GRID_SERVICE', status: 'FULL', since: '2026-11-01', expectedVersion: 0 };
let keys = 0;
const record = (input: object, asked = fields) => {
  keys += 1;
  return pillar.change('recordConnection', { idempotencyKey: `key-of-${keys}`, ...full, ...input }, asked);
};

describe('recordConnection', () => {
  itHappensOnce({
    pillar: () => pillar, mutation: 'recordConnection', fields, input: full, other: { status: 'PARTIAL', reason: '专线未开通' }, topic: 'connection.recorded',
  });

  it('makes the connection, changes it, and keeps what it was', async () => {
    await record({ status: 'NONE', since: null, reason: ' 专线未开通 ' });
    await record({ status: 'PARTIAL', since: '2026-10-01', reason: '终端未配齐', expectedVersion: 1 });
    const recordedAt = '2026-11-24T02:00:00.000Z';
    expect(await record({ expectedVersion: 2 })).toEqual({
      __typename: 'ConnectionRecorded',
      connection: {
        status: 'FULL', since: '2026-11-01', reason: null, version: 3, platform: { kind: 'GRID_SERVICE' }, center: { id: 'C1', fullyConnected: false },
        history: [
          { version: 3, status: 'FULL', since: '2026-11-01', reason: null, recordedAt },
          { version: 2, status: 'PARTIAL', since: '2026-10-01', reason: '终端未配齐', recordedAt },
          { version: 1, status: 'NONE', since: null, reason: '专线未开通', recordedAt },
        ],
      },
    });
  });

  it.each([
    ['a center that is not known', { centerId: 'C9' }, { __typename: 'NotFound' }],
    ['a version that is not the latest', { expectedVersion: 0 }, { __typename: 'StaleVersion', currentVersion: 1 }],
    ['a version that there has never been', { expectedVersion: 7 }, { __typename: 'StaleVersion', currentVersion: 1 }],
  ])('refuses %s and changes nothing', async (_name, input, refusal) => {
    await record({});
    expect(await record({ status: 'PARTIAL', reason: '终端未配齐', ...input })).toMatchObject(refusal);
    expect(await pillar.rows('SELECT status, version FROM platform_connection')).toEqual([{ status: 'FULL', version: 1 }]);
    expect(await pillar.rows('SELECT FROM outbox_event')).toHaveLength(1);
  });

  it.each([
    ['since', { since: '2026-11-25' }],
    ['since', { since: null }],
    ['since', { status: 'NONE', reason: '专线未开通' }],
    ['reason', { status: 'PARTIAL' }],
    ['reason', { status: 'PARTIAL', reason: '  ' }],
    ['reason', { reason: '长'.repeat(201) }],
  ])('names %s as bad in %j', async (argument, input) => {
    expect(await pillar.findInputError('recordConnection', { idempotencyKey: 'key-00001', ...full, ...input })).toMatchObject({ argument });
    expect(await pillar.rows('SELECT FROM platform_connection')).toEqual([]);
  });

  it('does not answer from before the change in one request with several', async () => {
    const { first, second } = await pillar.ask(`mutation ($first: RecordConnectionInput!, $second: RecordConnectionInput!) {
      first: recordConnection(input: $first) { ... on ConnectionRecorded { connection { version } } }
      second: recordConnection(input: $second) { ... on ConnectionRecorded { connection { version } } } }`, {
      first: { idempotencyKey: 'key-first', ...full }, second: { idempotencyKey: 'key-second', ...full, expectedVersion: 1 },
    });
    expect([first.connection.version, second.connection.version]).toEqual([1, 2]);
  });
});

describe('writers at the same time', () => {
  it('that bring the last platforms of a center leave it fully connected, in the rollups too', async () => {
    await Promise.all(['C1', 'C2'].flatMap((centerId) => PLATFORMS.map((platform) => record({ centerId, platform }))));
    expect(await pillar.rows('SELECT center_id, fully_connected FROM connected_center ORDER BY 1'))
      .toEqual([{ center_id: 'C1', fully_connected: true }, { center_id: 'C2', fully_connected: true }]);
    expect(await pillar.differences()).toBe(0);
    expect((await pillar.askArea('2102', 'connectionSummary { fullyConnected { numerator denominator } byPlatform { full } }')).connectionSummary)
      .toEqual({ fullyConnected: { numerator: 2, denominator: 2 }, byPlatform: PLATFORMS.map(() => ({ full: 2 })) });
  });

  it('of one connection: one of them is kept, the others hear its version', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => record({})));
    expect(answers.filter(({ __typename }) => __typename === 'ConnectionRecorded')).toHaveLength(1);
    expect(answers.filter(({ currentVersion }) => currentVersion === 1)).toHaveLength(7);
    expect(await pillar.rows('SELECT version FROM connection_change')).toEqual([{ version: 1 }]);
  });
});
