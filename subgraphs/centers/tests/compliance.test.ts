import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FINDING_TRANSITIONS, type FindingAction } from '../src/findings/transitions.js';
import { listAllowed } from '../src/transitions.js';
import { newKey, type Pillar, SMALL_REGISTRY, startCentersPillar } from './centers-pillar.js';

jest.setTimeout(60_000);

let centers: Pillar;
beforeAll(async () => { centers = await startCentersPillar(); });
afterAll(() => centers?.stop());
beforeEach(async () => {
  await centers.fill(SMALL_REGISTRY);
  await record({});
});

const standard = (more: object = {}) => ({
  idempotencyKey: newKey(), id: 'STD', title: '规范化标准', basedOn: 'GB/T 33200-2016', inForceFrom: '2026-01-01',
  items: [{ title: '有固定场所', dimension: '场所设置' }, { title: '部门常驻', dimension: '部门入驻' }, { title: '会商研判', dimension: '运行机制', points: 10 }], ...more,
});
const record = (more: object) => centers.change('recordComplianceStandard', standard(more), '... on ComplianceStandardRecorded { standard { id items { id mandatory points } } }');

const PASSED = [{ itemId: 'STD-1', passed: true, evidence: '现场照片存档〔2026〕3号' }, { itemId: 'STD-2', passed: true }, { itemId: 'STD-3', points: 10 }];
const FAILED = [{ itemId: 'STD-1', passed: true }, { itemId: 'STD-2', passed: false }, { itemId: 'STD-3', points: 6.5 }];
const ASSESSMENT = `... on CenterAssessed { assessment { id compliant score fullScore assessedOn byDimension { dimension items passed }
  checks { passed points evidence correctedOn item { id } } findings { id state dueOn version } } }`;
const assessment = (more: object = {}) => ({
  idempotencyKey: newKey(), centerId: 'C210203', expectedVersion: 0, standardId: 'STD', assessedOn: '2026-11-20', assessedById: 'O-CITY', dueOn: '2026-12-20', results: PASSED, ...more,
});
const assess = (more: object = {}) => centers.change('assessCenter', assessment(more), ASSESSMENT);
/** Whether the center complies, as the center, the summary and the four-fulls tell it. */
const compliance = async (): Promise<readonly unknown[]> => {
  const { center, area, fourFull } = await centers.ask(`{
    center(id: "C210203") { compliance { compliant version } }
    area(code: "2102") { centerSummary { compliant { numerator } } }
    fourFull(under: "2102") { compliant { numerator } } }`);
  expect(await centers.differences()).toBe(0);
  return [center.compliance.compliant, center.compliance.version, area.centerSummary.compliant.numerator, fourFull[0].compliant.numerator];
};

const FINDING = '... on FindingChanged { finding { state version overdue allowed correction correctedOn verifiedOn } }';
const steps: Record<FindingAction, object> = {
  recordCorrection: { correctedById: 'O-DISTRICT', correctedOn: '2026-11-22', correction: '已派员轮驻' },
  verifyCorrection: { verifiedById: 'O-CITY', verifiedOn: '2026-11-23' },
  rejectCorrection: { dueOn: '2026-12-31' },
};
const move = (action: FindingAction, expectedVersion: number, more: object = {}) =>
  centers.change(action, { idempotencyKey: newKey(), id: 'C210203-A1-STD-2', expectedVersion, ...steps[action], ...more }, FINDING);

describe('a standard', () => {
  it('holds mandatory and scored items, by dimension', async () => {
    expect((await record({ id: 'STD2' })).standard).toEqual({ id: 'STD2', items: [
      { id: 'STD2-1', mandatory: true, points: null }, { id: 'STD2-2', mandatory: true, points: null }, { id: 'STD2-3', mandatory: false, points: 10 }] });
  });

  it('is entered once and never again', async () => {
    expect(await record({ title: '另一版' })).toMatchObject({ __typename: 'IdTaken', id: 'STD' });
  });

  it.each([['id', { id: '标准' }], ['items', { items: [] }], ['items[0].points', { items: [{ title: '一', dimension: '二', points: 0 }] }], ['title', { title: '' }]])(
    'names %s that is wrong', async (argument, more) => {
      expect(await centers.findInputError('recordComplianceStandard', standard({ id: 'STD3', ...more }))).toMatchObject({ argument });
    });
});

describe('an assessment', () => {
  it('that everything passes makes the center compliant, in every figure at once', async () => {
    expect(await compliance()).toEqual([false, 0, 0, 0]);
    expect((await assess()).assessment).toMatchObject({
      id: 'C210203-A1', compliant: true, score: 10, fullScore: 10, findings: [],
      byDimension: [{ dimension: '场所设置', items: 1, passed: 1 }, { dimension: '部门入驻', items: 1, passed: 1 }, { dimension: '运行机制', items: 1, passed: 1 }],
      checks: [{ passed: true, points: null, evidence: '现场照片存档〔2026〕3号', item: { id: 'STD-1' } }, { item: { id: 'STD-2' } }, { passed: true, points: 10 }],
    });
    expect(await compliance()).toEqual([true, 1, 1, 1]);
  });

  it('makes a finding of each item that fails, mandatory or scored', async () => {
    expect((await assess({ results: FAILED })).assessment).toMatchObject({
      compliant: false, score: 6.5,
      findings: ['STD-2', 'STD-3'].map((item) => ({ id: `C210203-A1-${item}`, state: 'OPEN', dueOn: '2026-12-20', version: 1 })),
    });
    expect(await compliance()).toEqual([false, 1, 0, 0]);
  });

  it('counts by its day, not by when it was entered', async () => {
    await assess();
    await assess({ expectedVersion: 1, assessedOn: '2026-10-01', results: FAILED });
    expect(await compliance()).toEqual([true, 2, 1, 1]);
    await assess({ expectedVersion: 2, assessedOn: '2026-11-24', results: FAILED });
    expect(await compliance()).toEqual([false, 3, 0, 0]);
    await centers.rows(`DELETE FROM compliance_assessment WHERE seq = 3`);
    expect(await compliance()).toEqual([true, 2, 1, 1]);
  });

  it('by several at a time that read the same version is kept once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => assess()));
    expect(answers.filter(({ assessment: kept }) => kept)).toHaveLength(1);
    expect(answers.filter(({ currentVersion }) => currentVersion === 1)).toHaveLength(4);
  });

  it.each([
    ['a center that does not stand', { centerId: 'C210203001' }, { __typename: 'CenterNotStanding' }],
    ['a center that is not there', { centerId: 'C9' }, { __typename: 'NotFound', id: 'C9' }],
    ['a standard that is not there', { standardId: 'NONE' }, { __typename: 'NotFound', id: 'NONE' }],
    ['a body that is not there', { assessedById: 'O9' }, { __typename: 'NotFound', id: 'O9' }],
    ['items left out', { results: PASSED.slice(1) }, { __typename: 'ItemsIncomplete', itemIds: ['STD-1'] }],
    ['another version', { expectedVersion: 1 }, { __typename: 'StaleVersion', currentVersion: 0 }],
  ])('of %s is refused', async (_name, more, refusal) => {
    expect(await assess(more)).toMatchObject(refusal);
    expect(await compliance()).toEqual([false, 0, 0, 0]);
  });

  it.each([
    ['assessedOn', { assessedOn: '2026-11-25' }], ['dueOn', { dueOn: '2026-11-19' }], ['standardId', { assessedOn: '2025-12-31' }],
    ['results[0]', { results: [{ itemId: 'STD-1', points: 3 }] }], ['results[0]', { results: [{ itemId: 'STD-3', passed: true }] }],
    ['results[0].points', { results: [{ itemId: 'STD-3', points: 11 }] }], ['results[0].itemId', { results: [{ itemId: 'X', passed: true }] }],
    ['results[1].itemId', { results: [PASSED[0], PASSED[0]] }], ['results[0].evidence', { results: [{ itemId: 'STD-1', passed: true, evidence: '身份证210203199001011234' }] }],
  ])('names %s that is wrong', async (argument, more) => {
    expect(await centers.findInputError('assessCenter', assessment(more))).toMatchObject({ argument });
  });
});

describe('a finding', () => {
  const WAYS: Record<string, readonly FindingAction[]> = { OPEN: [], CORRECTED: ['recordCorrection'], VERIFIED: ['recordCorrection', 'verifyCorrection'] };
  const bringTo = async (state: string) => {
    await assess({ results: FAILED });
    const way = WAYS[state] ?? [];
    for (const [at, action] of way.entries()) await move(action, at + 1);
    return way.length + 1;
  };
  const pairs = Object.keys(WAYS).flatMap((state) => (Object.keys(FINDING_TRANSITIONS) as FindingAction[]).map((action) => [state, action] as const));

  it.each(pairs)('in the state %s takes %s as the table says', async (state, action) => {
    const version = await bringTo(state);
    const { from, to } = FINDING_TRANSITIONS[action];
    const answer = await move(action, version);
    if ((from as readonly string[]).includes(state)) expect(answer.finding).toMatchObject({ state: to, version: version + 1, allowed: listAllowed(FINDING_TRANSITIONS, to) });
    else expect(answer).toMatchObject({ __typename: 'IllegalTransition', from: state, allowed: listAllowed(FINDING_TRANSITIONS, state as never) });
    expect(await centers.differences()).toBe(0);
  });

  it('that is verified makes the center compliant, and leaves the assessment as it was', async () => {
    await bringTo('CORRECTED');
    expect(await compliance()).toEqual([false, 1, 0, 0]);
    await move('verifyCorrection', 2);
    expect(await compliance()).toEqual([true, 1, 1, 1]);
    const { center } = await centers.ask('{ center(id: "C210203") { compliance { checks { passed correctedOn item { id } } } } }');
    expect(center.compliance.checks[1]).toEqual({ passed: false, correctedOn: '2026-11-23', item: { id: 'STD-2' } });
  });

  it('sent back is open again, with a new day and without its correction', async () => {
    await bringTo('CORRECTED');
    expect((await move('rejectCorrection', 2)).finding).toMatchObject({ state: 'OPEN', correction: null, correctedOn: null });
  });

  it.each([
    ['by the body that made it', 'verifyCorrection', { verifiedById: 'O-DISTRICT' }, { __typename: 'SameOrganization', organizationId: 'O-DISTRICT' }],
    ['by a body that is not there', 'verifyCorrection', { verifiedById: 'O9' }, { __typename: 'NotFound', id: 'O9' }],
    ['of another version', 'verifyCorrection', { expectedVersion: 1 }, { __typename: 'StaleVersion', currentVersion: 2 }],
    ['that is not there', 'verifyCorrection', { id: 'F9' }, { __typename: 'NotFound', id: 'F9' }],
  ] as const)('is not confirmed %s', async (_name, action, more, refusal) => {
    await bringTo('CORRECTED');
    expect(await move(action, 2, more)).toMatchObject(refusal);
  });

  it('is confirmed or sent back by one of several at once', async () => {
    await bringTo('CORRECTED');
    const answers = await Promise.all((['verifyCorrection', 'rejectCorrection', 'verifyCorrection'] as const).map((action) => move(action, 2)));
    expect(answers.filter(({ __typename }: { __typename: string }) => __typename === 'FindingChanged')).toHaveLength(1);
  });

  it('is overdue from the day after its last', async () => {
    await assess({ results: FAILED });
    const look = async () => (await centers.ask(`{ area(code: "2102") {
      findingSummary { open overdue corrected verified } overdue: findings(filter: { overdue: true }) { totalCount edges { node { overdue } } } } }`)).area;
    for (const [day, overdue] of [['2026-12-20', 0], ['2026-12-21', 2]] as const) {
      centers.setClock(new Date(`${day}T10:00:00+08:00`));
      expect(await look()).toEqual({
        findingSummary: { open: 2, overdue, corrected: 0, verified: 0 },
        overdue: { totalCount: overdue, edges: Array.from({ length: overdue }, () => ({ node: { overdue: true } })) },
      });
    }
    centers.setClock(new Date('2026-11-24T10:00:00+08:00'));
  });

  it('is announced in its area, and moves once under one key', async () => {
    await assess({ results: FAILED });
    const input = { idempotencyKey: newKey(), id: 'C210203-A1-STD-2', expectedVersion: 1, ...steps.recordCorrection };
    const answers = await Promise.all([1, 2, 3].map(() => centers.change('recordCorrection', input, FINDING)));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(await centers.rows(`SELECT topic, area_path FROM outbox_event WHERE topic LIKE 'center%' OR topic LIKE 'finding%' ORDER BY id`)).toEqual(
      ['center.assessed', 'finding.changed'].map((topic) => ({ topic, area_path: '2102/210203' })));
  });
});
