import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isFigurePath, toEvidence } from '../src/assessment/figure-query.js';
import { newKey, type Pillar, SMALL_REGISTRY, startCentersPillar } from './centers-pillar.js';

jest.setTimeout(60_000);

let centers: Pillar;
beforeAll(async () => { centers = await startCentersPillar(); });
afterAll(() => centers?.stop());
beforeEach(async () => {
  await centers.fill(SMALL_REGISTRY);
  await issue();
});

const item = (more: object = {}) => ({
  title: '按期办结', pillar: 'GRID', figure: 'eventSummary.onTimeClosure', measure: 'RATIO', ofPeriod: true, fullMarks: 60, target: 0.9, deduction: 2, vetoAt: 0.5, ...more,
});
const scheme = (more: object = {}) => ({
  idempotencyKey: newKey(), id: 'KP2026', year: 2026, title: '2026年度考评', areaCode: '2102', level: 'DISTRICT', issuedById: 'O-CITY', period: { from: '2026-01-01', to: '2027-01-01' },
  items: [item(), item({ title: '逾期整改', pillar: 'CENTER', figure: 'findingSummary.overdue', measure: 'COUNT', ofPeriod: false, fullMarks: 40, target: 0, deduction: 0.25, vetoAt: null })], ...more,
});
const issue = (more: object = {}) => centers.change('issueAssessmentScheme', scheme(more), '... on AssessmentSchemeIssued { scheme { id items { id } } }');
const ASSESSMENT = '... on AssessmentChanged { assessment { state version total judgedMarks fullMarks vetoed confirmedOn allowed scores { value numerator denominator score vetoed note } } }';
const FIGURES = [{ itemId: 'KP2026-1', numerator: 85, denominator: 100, asOf: '2026-11-24T01:00:00Z', note: '按月通报核对' }, { itemId: 'KP2026-2', numerator: 3, asOf: '2026-11-24T01:00:00Z' }];
const key = { schemeId: 'KP2026', areaCode: '210203' };
const figures = (more: object = {}) => ({ idempotencyKey: newKey(), ...key, expectedVersion: 0, figures: FIGURES, ...more });
const recordFigures = (more: object = {}) => centers.change('recordAssessmentFigures', figures(more), ASSESSMENT);
const move = (action: 'confirmAssessment' | 'reopenAssessment', expectedVersion: number, more: object = {}) =>
  centers.change(action, { idempotencyKey: newKey(), ...key, expectedVersion, ...more }, ASSESSMENT);
const look = async (code = '210203', year = 2026) =>
  (await centers.ask(`query ($code: ID!, $year: Int!) { area(code: $code) { assessment(year: $year) { state version total judgedMarks fullMarks vetoed scores { score evidence { query path } } } } }`, { code, year })).area.assessment;

describe('an assessment', () => {
  it('is there for every area of its tier, with evidence, before the first figure', async () => {
    expect(await look()).toEqual({ state: 'DRAFT', version: 0, total: 0, judgedMarks: 0, fullMarks: 100, vetoed: false, scores: [
      { score: null, evidence: { path: 'area.eventSummary.onTimeClosure',
        query: '{ area(code: "210203") { eventSummary(period: { from: "2026-01-01", to: "2027-01-01" }) { onTimeClosure { numerator denominator value } asOf } } }' } },
      { score: null, evidence: { path: 'area.findingSummary.overdue', query: '{ area(code: "210203") { findingSummary { overdue asOf } } }' } }] });
    expect([await look('2102'), await look('210203001'), await look('210203', 2025)]).toEqual([null, null, null]);
  });

  it('scores figures by the rules of their items', async () => {
    expect((await recordFigures()).assessment).toEqual({
      state: 'DRAFT', version: 1, total: 89.25, judgedMarks: 100, fullMarks: 100, vetoed: false, confirmedOn: null, allowed: ['recordAssessmentFigures', 'confirmAssessment'],
      scores: [
        { value: 0.85, numerator: 85, denominator: 100, score: 50, vetoed: false, note: '按月通报核对' },
        { value: 3, numerator: 3, denominator: null, score: 39.25, vetoed: false, note: null }],
    });
  });

  it('takes a figure anew, disqualifies by it, and does not judge a share of nothing', async () => {
    await recordFigures();
    const [share] = FIGURES;
    expect((await recordFigures({ expectedVersion: 1, figures: [{ ...share, numerator: 40 }] })).assessment).toMatchObject({ version: 2, vetoed: true, total: 39.25 });
    expect((await recordFigures({ expectedVersion: 2, figures: [{ ...share, numerator: 0, denominator: 0 }] })).assessment)
      .toMatchObject({ vetoed: false, total: 39.25, judgedMarks: 40, scores: [{ value: null, score: null }, {}] });
  });

  it('is confirmed when every figure is recorded, closed to others then, and opened again', async () => {
    await recordFigures({ figures: FIGURES.slice(1) });
    expect(await move('confirmAssessment', 1)).toMatchObject({ __typename: 'ItemsIncomplete', itemIds: ['KP2026-1'] });
    await recordFigures({ expectedVersion: 1 });
    expect((await move('confirmAssessment', 2)).assessment).toMatchObject({ state: 'CONFIRMED', version: 3, confirmedOn: '2026-11-24', allowed: ['reopenAssessment'] });
    expect(await recordFigures({ expectedVersion: 3 })).toMatchObject({ __typename: 'IllegalTransition', from: 'CONFIRMED', allowed: ['reopenAssessment'] });
    expect((await move('reopenAssessment', 3)).assessment).toMatchObject({ state: 'DRAFT', version: 4, confirmedOn: null });
    expect(await move('reopenAssessment', 4)).toMatchObject({ __typename: 'IllegalTransition', from: 'DRAFT' });
  });

  it('by several at a time that saw no figure is begun once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => recordFigures()));
    expect(answers.filter(({ assessment }) => assessment)).toHaveLength(1);
    expect(answers.filter(({ currentVersion }) => currentVersion === 1)).toHaveLength(4);
  });

  it.each([
    ['a scheme that is not there', { schemeId: 'KP1' }, { __typename: 'NotFound', id: 'KP1' }],
    ['an area that is not there', { areaCode: '9' }, { __typename: 'NotFound', id: '9' }],
    ['an area of another tier', { areaCode: '210203001' }, { __typename: 'OutsideArea', id: '210203001' }],
    ['another version', { expectedVersion: 4 }, { __typename: 'StaleVersion', currentVersion: 0 }],
  ])('of %s is refused', async (_name, more, refusal) => {
    expect(await recordFigures(more)).toMatchObject(refusal);
    expect(await look()).toMatchObject({ version: 0 });
  });

  it.each([
    ['figures', { figures: [] }], ['figures[0].itemId', { figures: [{ ...FIGURES[0], itemId: 'X' }] }], ['figures[0].denominator', { figures: [{ ...FIGURES[0], denominator: null }] }],
    ['figures[0].denominator', { figures: [{ ...FIGURES[1], denominator: 5 }] }], ['figures[0].numerator', { figures: [{ ...FIGURES[0], numerator: 101 }] }],
    ['figures[0].asOf', { figures: [{ ...FIGURES[0], asOf: '2026-11-24T10:00:01+08:00' }] }], ['figures[1].itemId', { figures: [FIGURES[0], FIGURES[0]] }],
  ])('names %s that is wrong, and keeps nothing', async (argument, more) => {
    expect(await centers.findInputError('recordAssessmentFigures', figures(more))).toMatchObject({ argument });
    expect(await look()).toMatchObject({ version: 0 });
  });
});

describe('a scheme', () => {
  it.each([['of the same id', { year: 2027 }], ['of the same year, area and tier', { id: 'KP2026b' }]])('%s is not issued again', async (_name, more) => {
    expect(await issue(more)).toMatchObject({ __typename: 'IdTaken' });
  });

  it.each([
    ['items[0].figure', { items: [item({ figure: 'eventSummary' })] }], ['items[0].figure', { items: [item({ figure: 'eventSummary.x } }' })] }],
    ['items[0].target', { items: [item({ target: 95 })] }], ['items[0].vetoAt', { items: [item({ vetoAt: -1 })] }], ['items[0].fullMarks', { items: [item({ fullMarks: 0 })] }],
    ['period', { period: { from: '2026-01-01', to: '2026-01-01' } }], ['year', { year: 26 }], ['items', { items: [] }],
  ])('names %s that is wrong', async (argument, more) => {
    expect(await centers.findInputError('issueAssessmentScheme', scheme({ id: 'KP2027', year: 2027, ...more }))).toMatchObject({ argument });
  });
});

describe('the path of a figure', () => {
  it.each([['eventSummary.onTimeClosure', true], ['eventSummary', false], ['a.b.c', false], ['a.b(x: 1)', false], ['A.b', false]])('%s: %s', (path, expected) => {
    expect(isFigurePath(path)).toBe(expected);
  });

  it('cannot be left by the code of an area', () => {
    const evidence = toEvidence('2102") { name } x: area(code: "1', { figure: 'a.b', measure: 'COUNT', ofPeriod: false }, { from: '2026-01-01', to: '2026-02-01' });
    expect(evidence.query).toBe('{ area(code: "2102\\") { name } x: area(code: \\"1") { a { b asOf } } }');
  });
});
