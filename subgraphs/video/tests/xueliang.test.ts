import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { listXueliangActions, XUELIANG_TRANSITIONS, type XueliangAction } from '../src/xueliang/transitions.js';
import { newKey, startVideoPillar, type VideoPillar } from './video-harness.js';

jest.setTimeout(60_000);

const PATH = '2102/210203';
const STATES = ['PLANNED', 'APPROVED', 'BUILDING', 'ACCEPTED', 'OPERATING', 'CANCELLED'] as const;
const ACTIONS = Object.keys(XUELIANG_TRANSITIONS) as XueliangAction[];
let video: VideoPillar;
beforeAll(async () => { video = await startVideoPillar(); });
afterAll(() => video?.stop());
/** One project in each state, P0 to P5, of 10 channels and 1,000 yuan; the last in another district. */
beforeEach(() => video.fill(`
  INSERT INTO xueliang_project (id, area_path, name, phase, state, lead_organization_id, planned_channels, built_channels, accepted_channels, government_yuan, market_yuan,
    spent_yuan, planned_start, planned_end, approved_on, cancelled_on, reason, provenance)
  SELECT 'P' || at, CASE at WHEN 5 THEN '2102/210202' ELSE '${PATH}' END, '一期', 1 + at % 2, state, 'O1', 10, CASE WHEN at BETWEEN 2 AND 4 THEN 8 ELSE 0 END,
    CASE WHEN at IN (3, 4) THEN 7 END, 900, 100, CASE WHEN at > 1 THEN 50 END, '2025-01-01', '2026-01-01', CASE WHEN at > 0 THEN '2025-02-01'::date END,
    CASE at WHEN 5 THEN '2025-06-01'::date END, CASE at WHEN 5 THEN '合并' END, 'SAMPLE'
  FROM unnest('{${STATES.join()}}'::"XueliangState"[]) WITH ORDINALITY AS states(state, nth), LATERAL (SELECT nth::int - 1 AS at) place`));

const FIELDS = `... on XueliangProjectChanged { project { id name area { code } phase state lead { id } plannedChannels builtChannels acceptedChannels budgetYuan
  budget { source amountYuan } spentYuan plannedStart plannedEnd approvedOn startedOn acceptedOn operatingSince cancelledOn reason overdue allowed version } }`;
const change = (mutation: string, input: object) => video.change(mutation, { idempotencyKey: newKey(), ...input }, FIELDS);
const plan = {
  name: '西岗区雪亮工程三期', areaPath: PATH, phase: 3, leadOrganizationId: 'O210203-GOVERNANCE', plannedChannels: 200,
  budget: [{ source: 'GOVERNMENT', amountYuan: 2_000_000 }, { source: 'SOCIAL', amountYuan: 50_000 }], planned: { from: '2026-01-01', to: '2027-01-01' },
};
const OWN: Readonly<Record<XueliangAction, object>> = {
  approveXueliangProject: { on: '2026-02-27' }, startXueliangProject: { on: '2026-02-28' }, recordXueliangProgress: { builtChannels: 190 }, recordXueliangSpending: { spentYuan: 1_900_000 },
  acceptXueliangProject: { on: '2026-03-01', acceptedChannels: 8 }, commissionXueliangProject: { on: '2026-03-01' }, cancelXueliangProject: { on: '2026-03-01', reason: '并入下一期' },
};

describe('a project', () => {
  it('goes from its plan to operation, with a day for each state, what was built and what it cost', async () => {
    const { project } = await change('planXueliangProject', plan);
    expect(project).toMatchObject({
      state: 'PLANNED', phase: 3, area: { code: '210203' }, lead: { id: 'O210203-GOVERNANCE' }, plannedChannels: 200, builtChannels: 0, acceptedChannels: null,
      budgetYuan: 2_050_000, budget: [{ source: 'GOVERNMENT', amountYuan: 2_000_000 }, { source: 'SOCIAL', amountYuan: 50_000 }], spentYuan: null, overdue: false, version: 1,
      allowed: ['approveXueliangProject', 'cancelXueliangProject'],
    });
    let version = 0;
    const step = async (action: XueliangAction, own: object = OWN[action]) => (await change(action, { id: project.id, expectedVersion: version += 1, ...own })).project;
    expect(await step('approveXueliangProject')).toMatchObject({ state: 'APPROVED', approvedOn: '2026-02-27', startedOn: null });
    expect(await step('startXueliangProject')).toMatchObject({ state: 'BUILDING', startedOn: '2026-02-28' });
    expect(await step('recordXueliangProgress')).toMatchObject({ state: 'BUILDING', builtChannels: 190 });
    expect(await step('acceptXueliangProject', { on: '2026-03-01', acceptedChannels: 185 })).toMatchObject({ state: 'ACCEPTED', acceptedOn: '2026-03-01', acceptedChannels: 185 });
    expect(await step('recordXueliangSpending')).toMatchObject({ state: 'ACCEPTED', spentYuan: 1_900_000 });
    expect(await step('commissionXueliangProject')).toMatchObject({ state: 'OPERATING', operatingSince: '2026-03-01', allowed: ['recordXueliangSpending'], version: 7 });
    expect((await video.rows(`SELECT payload->>'state' AS state FROM outbox_event WHERE topic = 'xueliang.changed' ORDER BY id`)).map(({ state }) => state))
      .toEqual(['PLANNED', 'APPROVED', 'BUILDING', 'BUILDING', 'ACCEPTED', 'ACCEPTED', 'OPERATING']);
    expect(await video.differences()).toBe(0);
  });

  it('is planned once under a key', async () => {
    const input = { ...plan, idempotencyKey: newKey() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => change('planXueliangProject', input)));
    expect(new Set(answers.map(({ project }) => project.id)).size).toBe(1);
    expect(await change('planXueliangProject', { ...input, phase: 2 })).toMatchObject({ __typename: 'KeyReused' });
  });

  it.each(STATES.flatMap((state, at) => ACTIONS.map((action) => [action, state, at] as const)))('%s from %s is open only as the table says', async (action, state, at) => {
    const answer = await change(action, { id: `P${at}`, expectedVersion: 1, ...OWN[action] });
    const open = listXueliangActions(state);
    const to = XUELIANG_TRANSITIONS[action].to ?? state;
    expect(answer).toMatchObject(open.includes(action) ? { project: { state: to, version: 2 } } : { __typename: 'IllegalTransition', from: state, allowed: open });
    expect(await video.differences()).toBe(0);
  });

  it.each([
    ['acceptXueliangProject', { id: 'P2', expectedVersion: 1, on: '2026-03-01', acceptedChannels: 9 }, { __typename: 'MoreThanBuilt', builtChannels: 8 }],
    ['approveXueliangProject', { id: 'P9', expectedVersion: 1, on: '2026-03-01' }, { __typename: 'NotFound', id: 'P9' }],
    ['approveXueliangProject', { id: 'P0', expectedVersion: 3, on: '2026-03-01' }, { __typename: 'StaleVersion', currentVersion: 1 }],
  ])('%s of %j is refused, and nothing is announced', async (action, input, refusal) => {
    expect(await change(action, input)).toMatchObject(refusal);
    expect(await video.rows('SELECT FROM outbox_event')).toEqual([]);
  });

  it.each([
    ['planXueliangProject', 'name', { ...plan, name: '' }], ['planXueliangProject', 'phase', { ...plan, phase: 0 }], ['planXueliangProject', 'plannedChannels', { ...plan, plannedChannels: 0 }],
    ['planXueliangProject', 'budget', { ...plan, budget: [] }], ['planXueliangProject', 'budget', { ...plan, budget: [plan.budget[0], plan.budget[0]] }],
    ['planXueliangProject', 'budget[0].amountYuan', { ...plan, budget: [{ source: 'MARKET', amountYuan: 0.5 }] }],
    ['planXueliangProject', 'planned', { ...plan, planned: { from: '2026-01-02', to: '2026-01-01' } }], ['planXueliangProject', 'areaPath', { ...plan, areaPath: '西岗' }],
    ['approveXueliangProject', 'on', { id: 'P0', expectedVersion: 1, on: '2026-03-02' }], ['startXueliangProject', 'on', { id: 'P1', expectedVersion: 1, on: '2025-01-31' }],
    ['cancelXueliangProject', 'reason', { id: 'P0', expectedVersion: 1, on: '2026-03-01', reason: ' ' }],
    ['recordXueliangSpending', 'spentYuan', { id: 'P2', expectedVersion: 1, spentYuan: -1 }],
  ])('%s names %s as bad in %j', async (mutation, argument, input) => {
    expect(await video.findInputError(mutation, { idempotencyKey: newKey(), ...input })).toMatchObject({ argument });
  });

  it('accepts no more than is built, whoever writes it', async () => {
    await expect(video.rows(`UPDATE xueliang_project SET accepted_channels = 9 WHERE id = 'P3'`)).rejects.toThrow('accepts_what_is_built');
    await expect(video.rows(`UPDATE xueliang_project SET state = 'CANCELLED' WHERE id = 'P0'`)).rejects.toThrow('reason_when_cancelled');
  });
});

describe('projects', () => {
  it('of an area are counted by state, without what is planned in those that were given up', async () => {
    const { xueliangSummary } = await video.askArea('2102', `xueliangSummary { projects plannedChannels builtChannels acceptedChannels budgetYuan budget { source amountYuan } spentYuan
      byState { state projects plannedChannels acceptedChannels } }`);
    expect(xueliangSummary).toEqual({
      projects: 6, plannedChannels: 50, builtChannels: 24, acceptedChannels: 14, budgetYuan: 5_000, budget: [{ source: 'GOVERNMENT', amountYuan: 4_500 }, { source: 'MARKET', amountYuan: 500 }],
      spentYuan: 200, byState: STATES.map((state, at) => ({ state, projects: 1, plannedChannels: 10, acceptedChannels: at === 3 || at === 4 ? 7 : 0 })),
    });
    expect((await video.askArea('2102/210202', 'xueliangSummary { projects plannedChannels budgetYuan }')).xueliangSummary).toEqual({ projects: 1, plannedChannels: 0, budgetYuan: 0 });
  });

  it.each([
    ['', ['P0', 'P1', 'P2', 'P3', 'P4', 'P5']], [`(areaPath: "${PATH}")`, ['P0', 'P1', 'P2', 'P3', 'P4']], ['(filter: { state: [BUILDING, CANCELLED] })', ['P2', 'P5']],
    ['(filter: { phase: 2 })', ['P1', 'P3', 'P5']], [`(areaPath: "${PATH}", filter: { phase: 1, state: [OPERATING] })`, ['P4']],
  ])('are listed %s, with their number', async (args, wanted) => {
    const { xueliangProjects } = await video.ask(`{ xueliangProjects${args} { totalCount edges { node { id } } } }`);
    expect([xueliangProjects.edges.map(({ node }: { node: { id: string } }) => node.id), xueliangProjects.totalCount]).toEqual([wanted, wanted.length]);
  });

  it('go on after a cursor, and tell what is late', async () => {
    const list = (args: string) => video.askArea(PATH, `xueliangProjects(${args}) { edges { cursor node { id overdue } } }`);
    const { xueliangProjects: first } = await list('first: 3');
    expect(first.edges.map(({ node }: any) => node.overdue)).toEqual([true, true, true]);
    const { xueliangProjects: rest } = await list(`after: ${JSON.stringify(first.edges[2].cursor)}`);
    expect(rest.edges.map(({ node }: any) => node)).toEqual([{ id: 'P3', overdue: false }, { id: 'P4', overdue: false }]);
  });
});
