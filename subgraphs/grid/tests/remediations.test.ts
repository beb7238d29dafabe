import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { itHappensOnce } from '../../informatization/tests/once.js';
import { CODES } from './code-rows.js';
import { newKey, NOW, startGridPillar, type Pillar } from './grid-pillar.js';

jest.setTimeout(60_000);

let grid: Pillar;
beforeAll(async () => { grid = await startGridPillar(); });
afterAll(() => grid?.stop());
beforeEach(() => {
  grid.setClock(NOW);
  return grid.fill(CODES);
});

const FIELDS = `... on RemediationChanged { remediation {
  id state version place areaType { code } leadUnit { id } participatingUnits { id } openedOn dueOn overdue effect assessment assessedOn allowed } }`;
const wish = (more: object = {}) => ({
  idempotencyKey: newKey(), place: '春和小学周边', problem: '上放学时段交通拥堵', areaTypeCode: '8', areaPath: '2102/210203/210203001',
  leadOrganizationId: 'O210203-GOVERNANCE', participantIds: ['O2102-POLICE', 'O2102-POLICE'], dueOn: '2999-03-01', ...more,
});
const open = (more: object = {}) => grid.change('openRemediation', wish(more), FIELDS);
const own = { assessRemediation: { effect: 'EFFECTIVE', assessment: '警情明显下降' }, resumeRemediation: { dueOn: '2999-06-01' } };
const move = (action: keyof typeof own, id: string, expectedVersion: number, more: object = {}) =>
  grid.change(action, { idempotencyKey: newKey(), id, expectedVersion, ...own[action], ...more }, FIELDS);

describe('the remediation of a key area', () => {
  it('is opened, assessed, and taken up again', async () => {
    const { remediation } = await open();
    expect(remediation).toMatchObject({
      state: 'OPEN', version: 1, areaType: { code: '8' }, leadUnit: { id: 'O210203-GOVERNANCE' }, participatingUnits: [{ id: 'O2102-POLICE' }],
      openedOn: '2026-11-24', dueOn: '2999-03-01', overdue: false, effect: null, allowed: ['assessRemediation'],
    });
    expect((await move('assessRemediation', remediation.id, 1)).remediation).toMatchObject({
      state: 'ASSESSED', version: 2, effect: 'EFFECTIVE', assessment: '警情明显下降', assessedOn: '2026-11-24', allowed: ['resumeRemediation'],
    });
    expect((await move('resumeRemediation', remediation.id, 2)).remediation).toMatchObject({ state: 'OPEN', dueOn: '2999-06-01', effect: null, assessment: null });
    expect((await grid.rows(`SELECT topic FROM outbox_event ORDER BY id`)).map(({ topic }) => topic))
      .toEqual(['remediation.opened', 'remediation.changed', 'remediation.changed']);
  });

  it('refuses what its state, its version or its absence forbids', async () => {
    const { remediation: { id } } = await open();
    expect(await move('resumeRemediation', id, 1)).toMatchObject({ __typename: 'IllegalTransition', from: 'OPEN', allowed: ['assessRemediation'] });
    expect(await move('assessRemediation', id, 2)).toMatchObject({ __typename: 'StaleVersion', currentVersion: 1 });
    expect(await move('assessRemediation', 'none', 1)).toMatchObject({ __typename: 'NotFound', id: 'none' });
    const answers = await Promise.all([1, 2, 3].map(() => move('assessRemediation', id, 1)));
    expect(answers.filter(({ __typename }) => __typename === 'RemediationChanged')).toHaveLength(1);
  });

  it.each([
    ['place', { place: '张女士住址' }], ['problem', { problem: '' }], ['areaTypeCode', { areaTypeCode: '11' }], ['leadOrganizationId', { leadOrganizationId: '综治办' }],
    ['participantIds', { participantIds: Array.from({ length: 21 }, (_, at) => `O${at}`) }], ['dueOn', { dueOn: '2026-11-23' }],
  ])('is not opened with a wrong %s', async (argument, more) => {
    expect(await grid.findInputError('openRemediation', wish(more))).toMatchObject({ argument });
  });

  it.each([['{ overdue: true }', 1], ['{ overdue: false }', 2], ['{ state: ASSESSED }', 1], ['{ effect: EFFECTIVE }', 1], ['{ effect: INEFFECTIVE }', 0]])(
    'is listed by the filter %s', async (filter, count) => {
      grid.setClock(new Date('2020-01-15T10:00:00+08:00'));
      await open({ dueOn: '2020-02-01' });
      grid.setClock(NOW);
      await open({ areaPath: '2102/210202' });
      const { remediation: { id } } = await open();
      await move('assessRemediation', id, 1);
      const { remediations } = await grid.askArea('2102', `remediations(filter: ${filter}) { totalCount edges { node { overdue } } }`);
      expect(remediations).toMatchObject({ totalCount: count });
      expect(remediations.edges).toHaveLength(count);
    });

  itHappensOnce({
    pillar: () => grid, mutation: 'openRemediation', fields: FIELDS, input: wish(), other: { place: '另一处' }, topic: 'remediation.opened',
  });
});
