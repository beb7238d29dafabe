import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ACTIVITY_TRANSITIONS, type ActivityAction } from '../src/activities/transitions.js';
import { listAllowed } from '../src/transitions.js';
import { newKey, type Pillar, SMALL_REGISTRY, startCentersPillar } from './centers-pillar.js';

jest.setTimeout(60_000);

let centers: Pillar;
beforeAll(async () => { centers = await startCentersPillar(); });
afterAll(() => centers?.stop());
beforeEach(() => centers.fill(SMALL_REGISTRY));

const send = (mutation: string, input: object, fields: string) => centers.change(mutation, { idempotencyKey: newKey(), ...input }, fields);

describe('an activity', () => {
  const ACTIVITY = '... on ActivityChanged { activity { id state version heldOn attendance summary allowed area { code } organizer { id } } }';
  const activity = { title: '推进会', kind: 'MEETING', areaCode: '210203', organizerId: 'O-CITY', plannedOn: '2026-11-24' };
  const plan = (more: object = {}) => send('planActivity', { ...activity, ...more }, ACTIVITY);
  const steps: Record<ActivityAction, object> = { holdActivity: { heldOn: '2026-11-24', attendance: 42, summary: '部署下一步任务' }, cancelActivity: {} };
  const move = (action: ActivityAction, id: string, expectedVersion: number, more: object = {}) => send(action, { id, expectedVersion, ...steps[action], ...more }, ACTIVITY);

  it('is planned and held, with how many came and never who', async () => {
    const { activity: { id, ...planned } } = await plan();
    expect(planned).toEqual({ state: 'PLANNED', version: 1, heldOn: null, attendance: null, summary: null, allowed: ['holdActivity', 'cancelActivity'], area: { code: '210203' }, organizer: { id: 'O-CITY' } });
    expect((await move('holdActivity', id, 1)).activity).toMatchObject({ state: 'HELD', version: 2, heldOn: '2026-11-24', attendance: 42, summary: '部署下一步任务', allowed: [] });
    const list = 'workActivities(filter: { state: [HELD], kind: [MEETING], planned: { from: "2026-11-24", to: "2026-11-25" } }) { totalCount edges { node { id } } }';
    const { area, workActivities } = await centers.ask(`{ area(code: "2102") { ${list} } ${list} }`);
    expect([area.workActivities, workActivities]).toEqual([1, 2].map(() => ({ totalCount: 1, edges: [{ node: { id } }] })));
    expect(await centers.rows('SELECT topic, area_path FROM outbox_event')).toEqual([1, 2].map(() => ({ topic: 'activity.changed', area_path: '2102/210203' })));
  });

  const WAYS: Record<string, readonly ActivityAction[]> = { PLANNED: [], HELD: ['holdActivity'], CANCELLED: ['cancelActivity'] };
  const pairs = Object.keys(WAYS).flatMap((state) => (Object.keys(ACTIVITY_TRANSITIONS) as ActivityAction[]).map((action) => [state, action] as const));
  it.each(pairs)('in the state %s takes %s as the table says', async (state, action) => {
    const { activity: { id } } = await plan();
    const way = WAYS[state] ?? [];
    for (const step of way) await move(step, id, 1);
    const { from, to } = ACTIVITY_TRANSITIONS[action];
    const answer = await move(action, id, way.length + 1);
    if ((from as readonly string[]).includes(state)) expect(answer.activity).toMatchObject({ state: to, version: way.length + 2 });
    else expect(answer).toMatchObject({ __typename: 'IllegalTransition', from: state, allowed: listAllowed(ACTIVITY_TRANSITIONS, state as never) });
  });

  it('is held or cancelled by one of several at once, as it was read', async () => {
    const { activity: { id } } = await plan();
    const answers = await Promise.all((['holdActivity', 'cancelActivity', 'holdActivity'] as const).map((action) => move(action, id, 1)));
    expect(answers.filter(({ __typename }: { __typename: string }) => __typename === 'ActivityChanged')).toHaveLength(1);
    const { activity: other } = await plan();
    expect(await move('holdActivity', other.id, 2)).toMatchObject({ __typename: 'StaleVersion', currentVersion: 1 });
  });

  it.each([['an area', { areaCode: '9' }, '9'], ['a body', { organizerId: 'O9' }, 'O9']])('is not planned for %s that is not there', async (_name, more, id) => {
    expect(await plan(more)).toMatchObject({ __typename: 'NotFound', id });
  });

  it.each([['planActivity', 'plannedOn', { plannedOn: '2026-11-23' }], ['planActivity', 'title', { title: '约见 13800138000' }]])(
    '%s names %s that is wrong', async (mutation, argument, more) => {
      expect(await centers.findInputError(mutation, { idempotencyKey: newKey(), ...activity, ...more })).toMatchObject({ argument });
    });

  it.each([['attendance', { attendance: 0 }], ['heldOn', { heldOn: '2026-11-25' }]])('held names %s that is wrong', async (argument, more) => {
    expect(await centers.findInputError('holdActivity', { idempotencyKey: newKey(), id: 'x', expectedVersion: 1, ...steps.holdActivity, ...more })).toMatchObject({ argument });
  });
});

describe('a survey', () => {
  const SURVEY = '... on SurveyRoundChanged { surveyRound { id state version } }';
  const FIGURE = '... on SurveyFigureChanged { figure { id value live difference explanation explainedBy { id } explainedOn explainedLive version evidence { query path } } }';
  const figure = { reportId: 'REP', areaCode: '2102', metric: 'CENTERS_BUILT', level: 'DISTRICT', value: 3, unit: '个', qualifier: 'EXACT', statement: '建成3个' };
  const open = () => send('openSurveyRound', { id: 'SUR', title: '摸底调查', organizerId: 'O-CITY', asOf: '2026-10-31' }, SURVEY);
  const file = (more: object = {}) => send('fileReport', {
    id: 'REP', title: '情况报告', surveyRoundId: 'SUR', authorId: 'O-DISTRICT', recipientId: 'O-CITY', reportedOn: '2026-11-20', ...more,
  }, '... on ReportFiled { report { id author { id } recipient { id } surveyRound { id } } }');
  const record = (more: object = {}) => send('recordSurveyFigure', { ...figure, ...more }, FIGURE);
  const close = (expectedVersion = 1) => send('closeSurveyRound', { id: 'SUR', expectedVersion }, SURVEY);
  beforeEach(async () => {
    await open();
    await file();
  });

  it('puts what is reported beside what is registered, and the reason of the difference with it', async () => {
    const { figure: reported } = await record();
    expect(reported).toMatchObject({
      value: 3, live: 1, difference: 2, explanation: null, version: 1,
      evidence: { path: 'area.centerSummary', query: '{ area(code: "2102") { centerSummary { byLevel { level built } asOf } } }' },
    });
    const explained = await send('explainDifference', { id: reported.id, expectedVersion: 1, live: 1, explanation: '含在建', explainedById: 'O-DISTRICT' }, FIGURE);
    expect(explained.figure).toMatchObject({ difference: 2, explanation: '含在建', explainedBy: { id: 'O-DISTRICT' }, explainedOn: '2026-11-24', explainedLive: 1, version: 2 });
    await centers.rows(`UPDATE center SET status = 'CLOSED' WHERE id = 'C210203'`);
    const { surveyRounds, area } = await centers.ask(`{
      surveyRounds { id reports { id figures { id } } figures { totalCount edges { node { live difference explainedLive } } } } area(code: "2102") { reportedFigures { id } } }`);
    expect(surveyRounds).toEqual([{ id: 'SUR', reports: [{ id: 'REP', figures: [{ id: reported.id }] }], figures: { totalCount: 1, edges: [{ node: { live: 0, difference: 3, explainedLive: 1 } }] } }]);
    expect(area.reportedFigures).toEqual([{ id: reported.id }]);
  });

  it.each([
    ['COVERAGE', null, (2 / 3) * 100, 'area.centerSummary'], ['CENTERS_BUILT', null, 2, 'area.centerSummary'], ['CENTERS_BUILT', 'STREET', 0, 'area.centerSummary'],
    ['VIDEO_CHANNELS', null, null, 'area.channelSummary'], ['SOMETHING_ELSE', null, null, undefined],
  ])('of %s in the tier %s has the live figure %s', async (metric, level, live, path) => {
    const { figure: reported } = await record({ metric, level });
    expect([reported.live, reported.difference, reported.evidence?.path]).toEqual([live, live === null ? null : 3 - live, path]);
  });

  it('of another pillar differs from what was held when it was explained', async () => {
    const { figure: { id } } = await record({ metric: 'VIDEO_CHANNELS', value: 25_000 });
    const answer = await send('explainDifference', { id, expectedVersion: 1, live: 24_600, explanation: '含未联网', explainedById: 'O-DISTRICT' }, FIGURE);
    expect(answer.figure).toMatchObject({ live: null, difference: 400 });
    expect(await send('explainDifference', { id, expectedVersion: 1, live: 1, explanation: '含未联网', explainedById: 'O-DISTRICT' }, FIGURE)).toMatchObject({ __typename: 'StaleVersion', currentVersion: 2 });
  });

  it('that is closed takes nothing any more', async () => {
    expect(await close(2)).toMatchObject({ __typename: 'StaleVersion', currentVersion: 1 });
    expect((await close()).surveyRound).toEqual({ id: 'SUR', state: 'CLOSED', version: 2 });
    for (const answer of [await record(), await file({ id: 'REP2' }), await close(2)]) expect(answer).toMatchObject({ __typename: 'IllegalTransition', from: 'CLOSED' });
  });

  it.each([
    ['a survey again', open, { __typename: 'IdTaken', id: 'SUR' }],
    ['a report again', file, { __typename: 'IdTaken', id: 'REP' }],
    ['a report on no survey', () => file({ id: 'REP2', surveyRoundId: 'NONE' }), { __typename: 'NotFound', id: 'NONE' }],
    ['a figure of no report', () => record({ reportId: 'NONE' }), { __typename: 'NotFound', id: 'NONE' }],
    ['a figure of no area', () => record({ areaCode: '9' }), { __typename: 'NotFound', id: '9' }],
  ])('refuses %s', async (_name, ask, refusal) => expect(await ask()).toMatchObject(refusal));

  it.each([['metric', { metric: 'centers' }], ['value', { value: -1 }], ['denominator', { denominator: 0 }], ['statement', { statement: '' }]])(
    'names %s that is wrong', async (argument, more) => {
      expect(await centers.findInputError('recordSurveyFigure', { idempotencyKey: newKey(), ...figure, ...more })).toMatchObject({ argument });
    });
});

describe('what areas and centers work by', () => {
  const POLICY = '... on PolicyDocumentRecorded { document { id relations { kind document { id } } } }';
  const policy = (id: string, relations: readonly object[] = [], more: object = {}) =>
    send('recordPolicyDocument', { id, title: `文件${id}`, status: 'ISSUED', issuerId: 'O-CITY', issuedOn: '2026-01-01', relations, ...more }, POLICY);

  it('are documents that stand to each other', async () => {
    await policy('OLD');
    expect((await policy('NEW', [{ kind: 'SUPERSEDES', documentId: 'OLD' }])).document).toEqual({ id: 'NEW', relations: [{ kind: 'SUPERSEDES', document: { id: 'OLD' } }] });
    const { policyDocuments } = await centers.ask('{ policyDocuments { id relatedBy { kind document { id } } } }');
    expect(policyDocuments).toEqual([{ id: 'NEW', relatedBy: [] }, { id: 'OLD', relatedBy: [{ kind: 'SUPERSEDES', document: { id: 'NEW' } }] }]);
    expect(await policy('NEW')).toMatchObject({ __typename: 'IdTaken', id: 'NEW' });
    expect(await policy('NEWER', [{ kind: 'BASED_ON', documentId: 'NONE' }])).toMatchObject({ __typename: 'NotFound', id: 'NONE' });
  });

  it('are roles, which can be given anew, commitments and pilots', async () => {
    const AREA = `... on AreaWorkChanged { area { responsibilities { pillar role organization { id } } commitments { body text year } pilotProgrammes { title namedBy { id } } } }`;
    const assign = (role: string) => send('assignResponsibility', { areaCode: '210203', pillar: 'GRID', organizationId: 'O-DISTRICT', role }, AREA);
    await assign('PARTICIPATE');
    expect((await assign('COORDINATE')).area.responsibilities).toEqual([{ pillar: 'GRID', role: 'COORDINATE', organization: { id: 'O-DISTRICT' } }]);
    expect((await send('recordCommitment', { areaCode: '210203', body: '区政府', text: '列入年度计划', year: 2026 }, AREA)).area.commitments).toEqual([{ body: '区政府', text: '列入年度计划', year: 2026 }]);
    expect((await send('namePilotArea', { areaCode: '210203', title: '标准化试点', namedById: 'O-CITY' }, AREA)).area.pilotProgrammes).toEqual([{ title: '标准化试点', namedBy: { id: 'O-CITY' } }]);
    expect(await send('namePilotArea', { areaCode: '210203', title: '标准化试点', namedById: 'O9' }, AREA)).toMatchObject({ __typename: 'NotFound', id: 'O9' });
  });

  it('is what a center has learned', async () => {
    const PRACTICE = '... on PracticeRecorded { center { practices { title slogan presentedAt provenance } } }';
    const practice = { centerId: 'C210203', title: '三个角色', slogan: '指挥部、统战部、信息部', summary: '统一指挥调度', presentedAt: '专题论坛' };
    expect((await send('recordPractice', practice, PRACTICE)).center.practices).toEqual([{ title: '三个角色', slogan: '指挥部、统战部、信息部', presentedAt: '专题论坛', provenance: 'REGISTERED' }]);
    expect(await send('recordPractice', { ...practice, centerId: 'C9' }, PRACTICE)).toMatchObject({ __typename: 'NotFound', id: 'C9' });
  });

  it('happens once under one key', async () => {
    const input = { idempotencyKey: newKey(), centerId: 'C210203', title: '一', summary: '二' };
    await Promise.all([1, 2, 3].map(() => centers.change('recordPractice', input, '... on PracticeRecorded { center { id } }')));
    expect(await centers.rows('SELECT FROM practice_case')).toHaveLength(1);
  });
});
