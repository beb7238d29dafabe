import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { listProjectActions, PROJECT_TRANSITIONS, type ProjectAction, type ProjectMove } from '../src/projects/transitions.js';
import { itHappensOnce } from './once.js';
import { startPillar, type Pillar } from './pillar-harness.js';

jest.setTimeout(60_000);

const PATH = '2102/210203';
const PHASES = ['PLANNED', 'APPROVED', 'BUILDING', 'ACCEPTED', 'OPERATING', 'CANCELLED'] as const;
const moves = Object.keys(PROJECT_TRANSITIONS) as ProjectMove[];
let pillar: Pillar;

beforeAll(async () => { pillar = await startPillar(); });
afterAll(() => pillar?.stop());
/** One project in each phase, P0 to P5; the last of another district. */
beforeEach(() => pillar.fill(`
  INSERT INTO connected_center (center_id, area_path, level) VALUES ('C1', '${PATH}', 'DISTRICT'), ('C2', '${PATH}/210203001', 'STREET'), ('C3', '2102/210202', 'DISTRICT');
  INSERT INTO infrastructure_project (id, area_path, name, kind, phase, lead_organization_id, budget_yuan, spent_yuan, planned_start, planned_end, approved_on, provenance)
  SELECT 'P' || at, CASE WHEN at = 5 THEN '2102/210202' ELSE '${PATH}' END, '专线', CASE WHEN at = 1 THEN 'DATA' ELSE 'NETWORK' END::"InfrastructureKind", phase, 'O1',
    1000, CASE WHEN at > 1 THEN 100 END, '2026-01-01', '2026-06-01', CASE WHEN at > 0 THEN '2026-02-01'::date END, 'SAMPLE'
  FROM unnest('{${PHASES.join()}}'::"ProjectPhase"[]) WITH ORDINALITY AS phases(phase, nth), LATERAL (SELECT nth::int - 1 AS at) place;
  INSERT INTO infrastructure_project_area VALUES ('P0', '${PATH}/210203001'), ('P0', '${PATH}');
  INSERT INTO infrastructure_project_center VALUES ('P0', 'C2'), ('P0', 'C1'), ('P2', 'C1')`));

let keys = 0;
const fields = `... on InfrastructureProjectChanged { project { id name kind phase area { code } lead { id } budgetYuan spentYuan plannedStart plannedEnd
  approvedOn startedOn acceptedOn operatingSince cancelledOn overdue servedAreas { code } servedCenters { id } allowed version } }`;
const change = (name: string, input: object) => {
  keys += 1;
  return pillar.change(name, { idempotencyKey: `project-${keys}`, ...input }, fields);
};
const plan = {
  areaPath: PATH, name: '视联网接入', kind: 'NETWORK', leadOrganizationId: 'O1', budgetYuan: 2_500_000, planned: { from: '2026-12-01', to: '2027-06-01' },
  servedAreaPaths: [`${PATH}/210203001`], servedCenterIds: ['C2'],
};

describe('a project', () => {
  itHappensOnce({ pillar: () => pillar, mutation: 'planInfrastructureProject', fields, input: plan, other: { budgetYuan: 1 }, topic: 'project.changed' });

  it('goes from its plan to operation, with a day for each phase and what it cost', async () => {
    const { project } = await change('planInfrastructureProject', plan);
    expect(project).toMatchObject({ phase: 'PLANNED', area: { code: '210203' }, lead: { id: 'O1' }, budgetYuan: 2_500_000, spentYuan: null, plannedEnd: '2027-06-01',
      servedAreas: [{ code: '210203001' }], servedCenters: [{ id: 'C2' }], overdue: false, version: 1 });
    const step = async (action: ProjectAction, expectedVersion: number, input: object) => (await change(action, { id: project.id, expectedVersion, ...input })).project;
    expect(await step('approveInfrastructureProject', 1, { on: '2026-11-01' })).toMatchObject({ phase: 'APPROVED', approvedOn: '2026-11-01', startedOn: null });
    expect(await step('startInfrastructureProject', 2, { on: '2026-11-01' })).toMatchObject({ phase: 'BUILDING', startedOn: '2026-11-01' });
    expect(await step('recordProjectSpending', 3, { spentYuan: 2_000_000 })).toMatchObject({ phase: 'BUILDING', spentYuan: 2_000_000 });
    expect(await step('acceptInfrastructureProject', 4, { on: '2026-11-20' })).toMatchObject({ phase: 'ACCEPTED', acceptedOn: '2026-11-20' });
    expect(await step('commissionInfrastructureProject', 5, { on: '2026-11-24' })).toMatchObject({ phase: 'OPERATING', operatingSince: '2026-11-24', version: 6 });
    expect(await pillar.differences()).toBe(0);
  });

  it.each(PHASES.flatMap((phase, at) => [...moves, 'recordProjectSpending' as const].map((action) => [action, phase, at] as const)))(
    '%s from %s is open only as the table says', async (action, phase, at) => {
      const answer = await change(action, { id: `P${at}`, expectedVersion: 1, ...(action === 'recordProjectSpending' ? { spentYuan: 500 } : { on: '2026-11-24' }) });
      const open = listProjectActions(phase);
      const to = action === 'recordProjectSpending' ? phase : PROJECT_TRANSITIONS[action].to;
      expect(answer).toMatchObject(open.includes(action) ? { project: { phase: to, version: 2 } } : { __typename: 'IllegalTransition', from: phase, allowed: open });
      expect(await pillar.differences()).toBe(0);
    });

  it.each([
    ['planInfrastructureProject', { ...plan, servedCenterIds: ['C3'] }, { __typename: 'CenterOutsideArea', centerId: 'C3' }],
    ['planInfrastructureProject', { ...plan, servedCenterIds: ['C2', 'C9'] }, { __typename: 'NotFound', id: 'C9' }],
    ['approveInfrastructureProject', { id: 'P9', expectedVersion: 1, on: '2026-11-24' }, { __typename: 'NotFound', id: 'P9' }],
    ['approveInfrastructureProject', { id: 'P0', expectedVersion: 0, on: '2026-11-24' }, { __typename: 'StaleVersion', currentVersion: 1 }],
  ])('%s of %j is refused', async (action, input, refusal) => {
    expect(await change(action, input)).toMatchObject(refusal);
    expect(await pillar.rows('SELECT FROM outbox_event')).toEqual([]);
  });

  it.each([
    ['planInfrastructureProject', 'budgetYuan', { ...plan, budgetYuan: 0.5 }], ['planInfrastructureProject', 'budgetYuan', { ...plan, budgetYuan: -1 }],
    ['planInfrastructureProject', 'planned', { ...plan, planned: { from: '2027-06-01', to: '2027-06-01' } }],
    ['planInfrastructureProject', 'servedAreaPaths', { ...plan, servedAreaPaths: [] }], ['planInfrastructureProject', 'servedAreaPaths', { ...plan, servedAreaPaths: ['2102/210202'] }],
    ['planInfrastructureProject', 'servedCenterIds', { ...plan, servedCenterIds: ['C2', 'C2'] }], ['planInfrastructureProject', 'name', { ...plan, name: '' }],
    ['approveInfrastructureProject', 'on', { id: 'P0', expectedVersion: 1, on: '2026-11-25' }],
    ['startInfrastructureProject', 'on', { id: 'P1', expectedVersion: 1, on: '2026-01-31' }],
    ['recordProjectSpending', 'spentYuan', { id: 'P2', expectedVersion: 1, spentYuan: 1.5 }],
  ])('%s names %s as bad in %j', async (mutation, argument, input) => {
    expect((await pillar.findInputError(mutation, { idempotencyKey: 'key-00001', ...input })).argument).toBe(argument);
  });
});

describe('what is asked of an area and of a center', () => {
  it('is counted by phase, without the budget of what was given up', async () => {
    const line = 'projects budgetYuan spentYuan';
    expect((await pillar.askArea('2102', `infrastructureSummary { ${line} byPhase { phase ${line} } }`)).infrastructureSummary).toEqual({
      projects: 6, budgetYuan: 5_000, spentYuan: 400,
      byPhase: PHASES.map((phase, at) => ({ phase, projects: 1, budgetYuan: 1_000, spentYuan: at > 1 ? 100 : 0 })),
    });
    expect((await pillar.askArea(PATH, `infrastructureSummary { ${line} }`)).infrastructureSummary).toEqual({ projects: 5, budgetYuan: 5_000, spentYuan: 300 });
  });

  it.each([
    ['(first: 2)', ['P0', 'P1'], 5], ['(filter: { kind: [DATA] })', ['P1'], 1], ['(filter: { phase: [BUILDING, ACCEPTED] })', ['P2', 'P3'], 2],
  ])('is listed %s', async (args, ids, total) => {
    const { infrastructureProjects } = await pillar.askArea(PATH, `infrastructureProjects${args} { totalCount edges { node { id } } }`);
    expect([infrastructureProjects.edges.map(({ node }: { node: { id: string } }) => node.id), infrastructureProjects.totalCount]).toEqual([ids, total]);
  });

  it('goes on after a cursor, and tells what is late', async () => {
    const edges = 'edges { cursor node { id phase overdue } }';
    const { infrastructureProjects: all } = await pillar.askArea(PATH, `infrastructureProjects { ${edges} }`);
    expect(all.edges.map(({ node }: { node: { overdue: boolean } }) => node.overdue)).toEqual([true, true, true, false, false]);
    const { infrastructureProjects: rest } = await pillar.askArea(PATH, `infrastructureProjects(after: ${JSON.stringify(all.edges[2].cursor)}) { ${edges} }`);
    expect(rest.edges).toEqual(all.edges.slice(3));
  });

  it('is found by the center that it serves', async () => {
    const { _entities: centers } = await pillar.ask(`query ($of: [_Any!]!) { _entities(representations: $of) { ... on Center { infrastructureProjects { id servedAreas { code } } } } }`,
      { of: ['C1', 'C3'].map((id) => ({ __typename: 'Center', id })) });
    expect(centers).toEqual([
      { infrastructureProjects: [{ id: 'P0', servedAreas: [{ code: '210203' }, { code: '210203001' }] }, { id: 'P2', servedAreas: [] }] },
      { infrastructureProjects: [] },
    ]);
  });
});
