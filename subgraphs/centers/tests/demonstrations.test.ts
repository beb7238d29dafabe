import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newKey, type Pillar, SMALL_REGISTRY, startCentersPillar } from './centers-pillar.js';

jest.setTimeout(60_000);

let centers: Pillar;
beforeAll(async () => { centers = await startCentersPillar(); });
afterAll(() => centers?.stop());
beforeEach(() => centers.fill(SMALL_REGISTRY));

const SITE = '... on DemonstrationChanged { center { demonstration { note designatedBy { id } designatedOn version provenance } } }';
const designation = (more: object = {}) => ({
  idempotencyKey: newKey(), centerId: 'C210203', note: '区级示范点', designatedById: 'O-CITY', designatedOn: '2026-11-24', ...more,
});
const designate = (more: object = {}) => centers.change('designateDemonstration', designation(more), SITE);
const withdraw = (more: object = {}) =>
  centers.change('withdrawDemonstration', { idempotencyKey: newKey(), centerId: 'C210203', expectedVersion: 1, reason: '复评未通过', ...more }, SITE);
const sitesOf = async () => (await centers.ask(`{ area(code: "2102") { centerSummary { demonstrationSites } yes: centers(filter: { demonstration: true }) { totalCount } no: centers(filter: { demonstration: false }) { totalCount } } }`)).area;

describe('a demonstration site', () => {
  it('is named and withdrawn, and counted in every area above at once', async () => {
    expect(await designate()).toEqual({ __typename: 'DemonstrationChanged', center: { demonstration: {
      note: '区级示范点', designatedBy: { id: 'O-CITY' }, designatedOn: '2026-11-24', version: 1, provenance: 'REGISTERED',
    } } });
    expect(await sitesOf()).toEqual({ centerSummary: { demonstrationSites: 1 }, yes: { totalCount: 1 }, no: { totalCount: 2 } });
    expect(await centers.differences()).toBe(0);
    expect(await withdraw()).toEqual({ __typename: 'DemonstrationChanged', center: { demonstration: null } });
    expect(await sitesOf()).toEqual({ centerSummary: { demonstrationSites: 0 }, yes: { totalCount: 0 }, no: { totalCount: 3 } });
    expect(await centers.differences()).toBe(0);
    expect(await centers.rows('SELECT topic, area_path FROM outbox_event ORDER BY id')).toEqual(
      ['demonstration.designated', 'demonstration.withdrawn'].map((topic) => ({ topic, area_path: '2102/210203' })));
  });

  it.each([
    ['a center that is not built', { centerId: 'C210203001' }, { __typename: 'CenterNotStanding', centerId: 'C210203001' }],
    ['a center that is not there', { centerId: 'C9' }, { __typename: 'NotFound', id: 'C9' }],
    ['a body that is not there', { designatedById: 'O9' }, { __typename: 'NotFound', id: 'O9' }],
  ])('is not made of %s', async (_name, more, refusal) => {
    expect(await designate(more)).toMatchObject(refusal);
    expect(await sitesOf()).toMatchObject({ centerSummary: { demonstrationSites: 0 } });
  });

  it('is named by one of several who do it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => designate()));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([...Array.from({ length: 4 }, () => 'AlreadyDesignated'), 'DemonstrationChanged']);
  });

  it('is withdrawn only as it was read', async () => {
    await designate();
    expect(await withdraw({ expectedVersion: 2 })).toMatchObject({ __typename: 'StaleVersion', currentVersion: 1 });
    expect(await withdraw({ centerId: 'C2102' })).toMatchObject({ __typename: 'NotFound', id: 'C2102' });
  });

  it('is named once under one key', async () => {
    const input = designation();
    const answers = await Promise.all([1, 2, 3].map(() => centers.change('designateDemonstration', input, SITE)));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(await centers.change('designateDemonstration', { ...input, note: '另一处' }, SITE)).toMatchObject({ __typename: 'KeyReused' });
  });

  it.each([['note', { note: ' ' }], ['note', { note: '联系 13800138000' }], ['designatedOn', { designatedOn: '2026-11-25' }], ['idempotencyKey', { idempotencyKey: 'short' }]])(
    'names %s that is wrong', async (argument, more) => {
      expect(await centers.findInputError('designateDemonstration', designation(more))).toMatchObject({ argument });
    });
});
