import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newKey, type Pillar, SMALL_REGISTRY, startCentersPillar } from './centers-pillar.js';

jest.setTimeout(60_000);

let centers: Pillar;
beforeAll(async () => { centers = await startCentersPillar(); });
afterAll(() => centers?.stop());
beforeEach(() => centers.fill(SMALL_REGISTRY));

const CENTER = `... on CenterChanged { center { version staffing { source headcount } funding { year source purpose amountYuan } signage { unified hung }
  facilities { kind name state count } archiveAlbums { year kind title records pages } improvements { track aim takenUpOn reachedOn }
  maturity { realized operational effective } ruleDocuments { kind title postedOnWall } ledgers { title entries updatedOn } residentUnits { id } } }`;
const change = (mutation: string, input: object) =>
  centers.change(mutation, { idempotencyKey: newKey(), centerId: 'C210203', expectedVersion: 1, ...input }, CENTER);
const staffing = { source: 'PURCHASED_SERVICE', headcount: 4 };
const facility = { kind: 'COMPUTER', name: '电脑', state: 'IN_USE', count: 3 };
const album = { year: 2025, kind: 'ALBUM', title: '建设图册', records: 12, pages: 40 };
const improvement = { track: 'STANDARDIZATION', aim: '补齐功能室', takenUpOn: '2026-10-01', reachedOn: null };
const funding = { year: 2026, source: 'GOVERNMENT', purpose: 'PAY', amountYuan: 120_000 };

describe('records of a center', () => {
  it.each<[string, object, object, object]>([
    ['recordStaffing', staffing, { headcount: 6 }, { staffing: [{ source: 'PURCHASED_SERVICE', headcount: 6 }] }],
    ['recordFunding', funding, { amountYuan: 90_000 }, { funding: [{ ...funding, amountYuan: 90_000 }] }],
    ['recordSignage', { unified: false, hung: true }, { unified: true }, { signage: { unified: true, hung: true } }],
    ['postRuleDocument', { kind: 'DUTY', title: '工作职责', postedOnWall: false }, { postedOnWall: true }, { ruleDocuments: [{ kind: 'DUTY', title: '工作职责', postedOnWall: true }] }],
    ['updateLedger', { title: '矛盾纠纷台帐', entries: 3, updatedOn: '2026-11-20' }, { entries: 5 }, { ledgers: [{ title: '矛盾纠纷台帐', entries: 5, updatedOn: '2026-11-20' }] }],
    ['recordFacility', facility, { count: 5 }, { facilities: [{ ...facility, count: 5 }] }],
    ['recordArchiveAlbum', album, { pages: 44 }, { archiveAlbums: [{ ...album, pages: 44 }] }],
    ['recordImprovement', improvement, { reachedOn: '2026-11-01' }, { improvements: [{ ...improvement, reachedOn: '2026-11-01' }] }],
    ['recordMaturity', { realized: true, operational: false, effective: false }, { operational: true }, { maturity: { realized: true, operational: true, effective: false } }],
  ])('%s writes a record and writes it anew', async (mutation, input, more, expected) => {
    await change(mutation, input);
    expect(await change(mutation, { ...input, ...more, expectedVersion: 2 })).toMatchObject({ center: { version: 3, ...expected } });
    expect(await change(mutation, input)).toMatchObject({ __typename: 'StaleVersion', currentVersion: 3 });
    expect(await centers.rows('SELECT FROM outbox_event')).toHaveLength(2);
  });

  it('knows facilities of one kind by their state, under one name', async () => {
    await change('recordFacility', facility);
    expect(await change('recordFacility', { ...facility, name: '计算机', state: 'UNDER_REPAIR', count: 1, expectedVersion: 2 })).toMatchObject({
      center: { facilities: [{ ...facility, name: '计算机' }, { kind: 'COMPUTER', name: '计算机', state: 'UNDER_REPAIR', count: 1 }] } });
  });

  it('counts staff and money in every area above', async () => {
    await change('recordStaffing', staffing);
    await change('recordFunding', { ...funding, expectedVersion: 2 });
    const { area } = await centers.ask('{ area(code: "2102") { centerSummary { staff { source headcount } funding { year source purpose amountYuan } } } }');
    expect(area.centerSummary).toEqual({ staff: [staffing], funding: [funding] });
    expect(await centers.differences()).toBe(0);
  });

  it('takes units in and lets them go', async () => {
    expect(await change('joinUnit', { organizationId: 'O-CITY' })).toMatchObject({ center: { residentUnits: [{ id: 'O-CITY' }] } });
    expect(await change('joinUnit', { organizationId: 'O-CITY', expectedVersion: 2 })).toMatchObject({ __typename: 'AlreadyResident', organizationId: 'O-CITY' });
    expect(await change('joinUnit', { organizationId: 'O-9', expectedVersion: 2 })).toMatchObject({ __typename: 'NotFound', id: 'O-9' });
    expect(await change('leaveUnit', { organizationId: 'O-CITY', expectedVersion: 2 })).toMatchObject({ center: { residentUnits: [] } });
    expect(await change('leaveUnit', { organizationId: 'O-CITY', expectedVersion: 3 })).toMatchObject({ __typename: 'NotFound', id: 'O-CITY' });
  });

  it('keeps nothing more of a center that has closed', async () => {
    await centers.rows(`UPDATE center SET status = 'CLOSED' WHERE id = 'C210203'`);
    expect(await change('recordStaffing', staffing)).toMatchObject({ __typename: 'IllegalTransition', from: 'CLOSED', allowed: ['planCenter'] });
  });

  it.each([['headcount', 'recordStaffing', { ...staffing, headcount: -1 }], ['amountYuan', 'recordFunding', { ...funding, amountYuan: 0.5 }],
    ['kind', 'recordFacility', { ...facility, kind: '电脑' }], ['count', 'recordFacility', { ...facility, count: -1 }],
    ['year', 'recordArchiveAlbum', { ...album, year: 2027 }], ['reachedOn', 'recordImprovement', { ...improvement, reachedOn: '2026-09-30' }],
    ['title', 'updateLedger', { title: '13800138000', entries: 1, updatedOn: '2026-11-20' }]])('names %s that is wrong', async (argument, mutation, input) => {
    expect(await centers.findInputError(mutation, { idempotencyKey: newKey(), centerId: 'C210203', expectedVersion: 1, ...input })).toMatchObject({ argument });
  });
});
