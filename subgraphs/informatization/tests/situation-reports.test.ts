import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { listSituationActions, SITUATION_TRANSITIONS, type SituationAction } from '../src/situation/transitions.js';
import { itHappensOnce } from './once.js';
import { startPillar, type Pillar } from './pillar-harness.js';

jest.setTimeout(60_000);

const PATH = '2102/210203';
const STATES = ['DRAFT', 'SUBMITTED', 'RECEIVED', 'ANSWERED'] as const;
let pillar: Pillar;

beforeAll(async () => { pillar = await startPillar(); });
afterAll(() => pillar?.stop());
/** One report in each state, S0 to S3, of different areas, kinds and months. */
beforeEach(() => pillar.fill(`
  INSERT INTO situation_report (id, area_path, kind, title, body, period_from, period_to, author_organization_id, recipient_organization_id, state, drafted_at, version, provenance)
  SELECT 'S' || at, CASE WHEN at = 3 THEN '2102/210202' ELSE '${PATH}' END, CASE WHEN at = 1 THEN 'DISPUTES' ELSE 'PUBLIC_ORDER' END::"SituationKind", '治安形势', '平稳',
    '2026-01-01'::date + make_interval(months => at), '2026-02-01'::date + make_interval(months => at), 'O1', 'O2', state, now(), 1, 'SAMPLE'
  FROM unnest('{${STATES.join()}}'::"SituationState"[]) WITH ORDINALITY AS states(state, nth), LATERAL (SELECT nth::int - 1 AS at) place`));

let keys = 0;
const fields = `... on SituationReportChanged { report { id state kind title body periodFrom periodTo author { id } recipient { id } area { code }
  answer draftedAt submittedAt receivedAt answeredAt allowed version } }`;
const change = (name: string, input: object) => {
  keys += 1;
  return pillar.change(name, { idempotencyKey: `situation-${keys}`, ...input }, fields);
};
const content = { kind: 'DISPUTES', title: '物业纠纷', body: '本月集中在三个小区。', period: { from: '2026-10-01', to: '2026-11-01' } };
const draft = { ...content, areaPath: PATH, authorOrganizationId: 'O1', recipientOrganizationId: 'O2' };
const more: Readonly<Record<SituationAction, object>> = {
  reviseSituationReport: content, submitSituationReport: {}, receiveSituationReport: { organizationId: 'O2' },
  answerSituationReport: { organizationId: 'O2', answer: '已阅。' },
};
const actions = Object.keys(SITUATION_TRANSITIONS) as SituationAction[];

describe('a situation report', () => {
  itHappensOnce({ pillar: () => pillar, mutation: 'draftSituationReport', fields, input: draft, other: { title: '其他' }, topic: 'situation.changed' });

  it('goes from its draft to the answer, and keeps when', async () => {
    const { report } = await change('draftSituationReport', draft);
    expect(report).toMatchObject({ state: 'DRAFT', kind: 'DISPUTES', periodFrom: '2026-10-01', periodTo: '2026-11-01', author: { id: 'O1' },
      recipient: { id: 'O2' }, area: { code: '210203' }, answer: null, submittedAt: null, version: 1 });
    const at = '2026-11-24T02:00:00.000Z';
    for (const [version, [action, expected]] of Object.entries([
      ['reviseSituationReport', { state: 'DRAFT', title: '物业纠纷', submittedAt: null }],
      ['submitSituationReport', { state: 'SUBMITTED', submittedAt: at, receivedAt: null }],
      ['receiveSituationReport', { state: 'RECEIVED', receivedAt: at, answeredAt: null }],
      ['answerSituationReport', { state: 'ANSWERED', answeredAt: at, answer: '已阅。', allowed: [] }],
    ] as const)) {
      expect((await change(action, { id: report.id, expectedVersion: Number(version) + 1, ...more[action] })).report)
        .toMatchObject({ ...expected, version: Number(version) + 2 });
    }
    expect(await pillar.rows('SELECT DISTINCT topic, area_path, subject FROM outbox_event')).toEqual([{ topic: 'situation.changed', area_path: PATH, subject: report.id }]);
  });

  it.each(STATES.flatMap((state, at) => actions.map((action) => [action, state, at] as const)))('%s from %s is open only as the table says', async (action, state, at) => {
    const answer = await change(action, { id: `S${at}`, expectedVersion: 1, ...more[action] });
    expect(answer).toMatchObject(SITUATION_TRANSITIONS[action].from === state
      ? { report: { state: SITUATION_TRANSITIONS[action].to, version: 2 } }
      : { __typename: 'IllegalTransition', from: state, allowed: listSituationActions(state) });
  });

  it.each([
    ['submitSituationReport', { id: 'S9' }, { __typename: 'NotFound', id: 'S9' }],
    ['submitSituationReport', { id: 'S0', expectedVersion: 2 }, { __typename: 'StaleVersion', currentVersion: 1 }],
    ['receiveSituationReport', { id: 'S1', organizationId: 'O1' }, { __typename: 'NotRecipient', recipientOrganizationId: 'O2' }],
    ['answerSituationReport', { id: 'S2', organizationId: 'O3', answer: '已阅。' }, { __typename: 'NotRecipient' }],
  ])('%s of %j is refused', async (action, input, refusal) => {
    expect(await change(action, { expectedVersion: 1, ...input })).toMatchObject(refusal);
    expect(await pillar.rows('SELECT FROM outbox_event')).toEqual([]);
  });

  it.each([
    ['draftSituationReport', 'areaPath', { areaPath: '西岗区' }], ['draftSituationReport', 'title', { title: ' ' }],
    ['draftSituationReport', 'body', { body: '住户电话13800138000' }], ['draftSituationReport', 'title', { title: '证件210203199001011234' }],
    ['draftSituationReport', 'period', { period: { from: '2026-11-01', to: '2026-11-01' } }],
    ['draftSituationReport', 'period', { period: { from: '2026-11-01', to: '2026-11-26' } }],
    ['draftSituationReport', 'recipientOrganizationId', { recipientOrganizationId: 'O1' }],
    ['draftSituationReport', 'authorOrganizationId', { authorOrganizationId: '综治办' }],
  ])('%s names %s as bad in %j', async (mutation, argument, other) => {
    expect((await pillar.findInputError(mutation, { idempotencyKey: 'key-00001', ...draft, ...other })).argument).toBe(argument);
  });

  it('by several at a time is submitted once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => change('submitSituationReport', { id: 'S0', expectedVersion: 1 })));
    expect(answers.filter(({ report }) => report)).toHaveLength(1);
  });
});

describe('lists', () => {
  const page = 'totalCount edges { node { id } }';
  const idsOf = ({ edges, totalCount }: { edges: { node: { id: string } }[]; totalCount: number }) => [edges.map(({ node }) => node.id), totalCount];

  it.each([
    ['', ['S3', 'S2', 'S1', 'S0'], 4], ['(filter: { kind: [DISPUTES] })', ['S1'], 1], ['(filter: { state: [RECEIVED, DRAFT] })', ['S2', 'S0'], 2],
    ['(filter: { period: { from: "2026-02-01", to: "2026-04-01" } })', ['S2', 'S1'], 2], ['(first: 1)', ['S3'], 4],
  ])('%s give the latest period first', async (args, ids, total) => {
    expect(idsOf((await pillar.ask(`{ situationReports${args} { ${page} } }`)).situationReports)).toEqual([ids, total]);
  });

  it('of an area hold what lies inside, page by page', async () => {
    const { situationReports: first } = await pillar.askArea(PATH, `situationReports(first: 2) { ${page} pageInfo { endCursor hasNextPage } }`);
    expect([idsOf(first), first.pageInfo.hasNextPage]).toEqual([[['S2', 'S1'], 3], true]);
    const { situationReports: second } = await pillar.askArea(PATH, `situationReports(first: 2, after: ${JSON.stringify(first.pageInfo.endCursor)}) { ${page} }`);
    expect(idsOf(second)).toEqual([['S0'], 3]);
  });
});
