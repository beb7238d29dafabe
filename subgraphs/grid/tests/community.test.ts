import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { itHappensOnce } from '../../informatization/tests/once.js';
import { CODES } from './code-rows.js';
import { newKey, startGridPillar, type Pillar } from './grid-pillar.js';

jest.setTimeout(60_000);

let grid: Pillar;
/** The month in which the database is, and the one before. */
let [now, before] = ['', ''];
beforeAll(async () => {
  grid = await startGridPillar();
  const [row] = await grid.rows(`SELECT date_trunc('month', local_day(now()))::date::text AS now, (date_trunc('month', local_day(now())) - interval '1 month')::date::text AS before`);
  ({ now, before } = row);
});
afterAll(() => grid?.stop());
beforeEach(() => {
  grid.setClock(new Date());
  return grid.fill(CODES);
});

const STREET = '2102/210203/210203001';
const topics = (counts: object[], more: object = {}) => ({ idempotencyKey: newKey(), areaPath: STREET, month: now, counts, ...more });
const TOPICS = '... on TopicCountsRecorded { month topics }';
const service = (more: object = {}) => topics([{ topicCode: '0301', received: 10, handled: 8 }], more);

describe('services and sentiment', () => {
  it('are counted by month and topic, for every area above', async () => {
    expect(await grid.change('recordConvenienceServices', service(), TOPICS)).toEqual({ __typename: 'TopicCountsRecorded', month: now, topics: 1 });
    await grid.change('recordConvenienceServices', service({ month: before, areaPath: '2102/210202' }), TOPICS);
    await grid.change('recordPublicSentiment', topics([{ topicCode: '0201', received: 5, handled: 1 }, { topicCode: '0101', received: 3, handled: 3 }]), TOPICS);
    await grid.change('recordPublicSentiment', topics([{ topicCode: '0101', received: 2, handled: 0 }], { month: before }), TOPICS);
    const SERVICES = 'convenienceServices(months: 2) { month topic { code } received handled }';
    expect((await grid.askArea('2102', SERVICES)).convenienceServices).toEqual([before, now].map((month) => ({ month, topic: { code: '0301' }, received: 10, handled: 8 })));
    expect((await grid.askArea('2102/210203', SERVICES)).convenienceServices).toHaveLength(1);
    expect((await grid.askArea('2102', SERVICES.replace('2', '1'))).convenienceServices).toHaveLength(1);
    expect((await grid.askArea('2102', 'publicSentiment(months: 12) { received handled byTopic { topic { code } received handled } byMonth { month received } }')).publicSentiment).toEqual({
      received: 10, handled: 4, byMonth: [{ month: before, received: 2 }, { month: now, received: 8 }],
      byTopic: [{ topic: { code: '0101' }, received: 5, handled: 3 }, { topic: { code: '0201' }, received: 5, handled: 1 }],
    });
    expect(await grid.differences()).toBe(0);
  });

  it('that are sent again replace what was there, also from several at a time', async () => {
    await Promise.all([1, 2, 3].map((received) => grid.change('recordConvenienceServices', topics([{ topicCode: '0301', received, handled: received }]), TOPICS)));
    await grid.change('recordConvenienceServices', service(), TOPICS);
    expect((await grid.askArea('2102', 'convenienceServices(months: 1) { received handled }')).convenienceServices).toEqual([{ received: 10, handled: 8 }]);
    expect(await grid.differences()).toBe(0);
  });

  it.each([
    ['month', { month: '2026-01-02' }], ['month', { month: '2999-01-01' }], ['counts', { counts: [] }], ['counts[0].handled', { counts: [{ topicCode: '0301', received: 1, handled: 2 }] }],
    ['counts', { counts: [1, 1].map((received) => ({ topicCode: '0301', received, handled: 0 })) }],
    ['counts[0].topicCode', { counts: [{ topicCode: '0201', received: 1, handled: 0 }] }], ['areaPath', { areaPath: '' }],
  ])('of services name %s that is wrong', async (argument, more) => {
    expect(await grid.findInputError('recordConvenienceServices', service(more))).toMatchObject({ argument });
  });

  itHappensOnce({
    pillar: () => grid, mutation: 'recordConvenienceServices', fields: TOPICS, input: { ...service(), month: '2026-01-01' }, other: { month: '2026-02-01' }, topic: 'topics.counted',
  });
});

describe('volunteer groups', () => {
  const GROUP = '... on VolunteerGroupRecorded { group { id name members version } }';
  const group = (more: object = {}) => ({ idempotencyKey: newKey(), name: '邻里守望志愿队', areaPath: STREET, members: 40, ...more });

  it('are entered, changed, listed and summed up', async () => {
    const { group: { id } } = await grid.change('recordVolunteerGroup', group(), GROUP);
    await grid.change('recordVolunteerGroup', group({ areaPath: '2102/210202', members: 5 }), GROUP);
    expect(await grid.change('recordVolunteerGroup', group({ id, expectedVersion: 1, members: 50 }), GROUP)).toMatchObject({ group: { members: 50, version: 2 } });
    expect(await grid.change('recordVolunteerGroup', group({ id, expectedVersion: 1 }), GROUP)).toMatchObject({ __typename: 'StaleVersion', currentVersion: 2 });
    expect(await grid.change('recordVolunteerGroup', group({ id: 'none', expectedVersion: 1 }), GROUP)).toMatchObject({ __typename: 'NotFound', id: 'none' });
    const { volunteerGroups, volunteerSummary } = await grid.askArea('2102', 'volunteerGroups { totalCount edges { node { members } } } volunteerSummary { groups members }');
    expect(volunteerSummary).toEqual({ groups: 2, members: 55 });
    expect(volunteerGroups).toEqual({ totalCount: 2, edges: [{ node: { members: 5 } }, { node: { members: 50 } }] });
    expect(await grid.differences()).toBe(0);
    expect(await grid.findInputError('recordVolunteerGroup', group({ name: '张先生' }))).toMatchObject({ argument: 'name' });
  });
});

describe('a mechanism of grid management', () => {
  const MECHANISM = '... on GridMechanismRecorded { mechanism { id name items version } }';

  it('has no items until somebody enters them', async () => {
    const input = { name: '“五个一”网格化管理机制', areaPath: '2102' };
    const { mechanism } = await grid.change('recordGridMechanism', { ...input, idempotencyKey: newKey(), items: [] }, MECHANISM);
    expect(mechanism).toMatchObject({ items: null, version: 1 });
    await grid.change('recordGridMechanism', { ...input, idempotencyKey: newKey(), id: mechanism.id, expectedVersion: 1, items: ['甲', '乙'] }, MECHANISM);
    expect((await grid.askArea('2102', 'gridMechanisms { items version }')).gridMechanisms).toEqual([{ items: ['甲', '乙'], version: 2 }]);
    expect((await grid.askArea('2102/210203', 'gridMechanisms { id }')).gridMechanisms).toEqual([]);
  });
});

describe('pay and allowances', () => {
  it('are kept by area and year, and null where not reported', async () => {
    const pay = (year: number, more: object) => grid.change('recordGridPay', { idempotencyKey: newKey(), areaPath: '2102/210203', year, ...more }, '... on GridPayRecorded { record { year payYuan allowanceYuan } }');
    expect(await pay(2024, { payYuan: 8_000_000_000 })).toMatchObject({ record: { year: 2024, payYuan: 8_000_000_000, allowanceYuan: null } });
    await pay(2025, { payYuan: 100, allowanceYuan: 20 });
    await pay(2025, { payYuan: 200, allowanceYuan: 30 });
    expect((await grid.askArea('2102/210203', 'gridPay { year payYuan allowanceYuan }')).gridPay)
      .toEqual([{ year: 2025, payYuan: 200, allowanceYuan: 30 }, { year: 2024, payYuan: 8_000_000_000, allowanceYuan: null }]);
    expect(await grid.findInputError('recordGridPay', { idempotencyKey: newKey(), areaPath: '2102', year: 2025, payYuan: -1 })).toMatchObject({ argument: 'payYuan' });
  });
});
