import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startGridPillar, type Pillar } from './grid-pillar.js';

jest.setTimeout(60_000);

const [STREET, COMMUNITY] = ['2102/210203/210203001', '2102/210203/210203001/210203001001'];

/** So many events of one kind: reported, accepted and closed so many hours later, with a deadline and a card. */
const some = (name: string, count: number, own: Readonly<Record<string, string | number | null>>) => {
  const row = {
    path: COMMUNITY, category: 'OTHER', severity: 'IV', state: 'CLOSED', responsible: 'O1', reported: '2026-03-10T10:00:00+08:00',
    accepted: '2026-03-10T12:00:00+08:00', due: '2026-03-20T23:59:59+08:00', hours: 10, supervision: 'NORMAL', ...own,
  };
  const text = (value: string | number | null) => (value === null ? 'NULL' : `'${value}'`);
  return `INSERT INTO grid_event (id, title, category, subcategory_code, severity, state, origin, area_path, center_id, responsible_id, reported_at, accepted_at, due_at, closed_at, state_since, supervision, provenance)
    SELECT '${name}' || n, 'x', '${row.category}', '0201', '${row.severity}', '${row.state}', 'GRID_PATROL', '${row.path}', 'C', ${text(row.responsible)}, '${row.reported}',
      ${text(row.accepted)}, ${text(row.due)}, ${row.hours === null ? 'NULL' : `'${row.reported}'::timestamptz + '${row.hours} hours'`}, '${row.reported}', '${row.supervision}', 'REGISTERED'
    FROM generate_series(1, ${count}) AS n;`;
};

let grid: Pillar;
beforeAll(async () => {
  grid = await startGridPillar();
  await grid.fill([
    some('quick', 4, { category: 'DISPUTE' }), some('slow', 4, { hours: 100, supervision: 'YELLOW', responsible: 'O2' }),
    some('late', 2, { hours: 400, supervision: 'RED', severity: 'I' }), some('elsewhere', 5, { path: '2102/210204/210204001', hours: 20 }),
    some('filed', 3, { state: 'FILED', accepted: null, due: null, responsible: null, hours: 0 }), some('waiting', 2, { state: 'PENDING_ACCEPTANCE', accepted: null, due: null, responsible: null, hours: null }),
    some('april', 1, { reported: '2026-04-01T00:30:00+08:00', accepted: '2026-04-01T02:00:00+08:00', due: '2026-04-08T23:59:59+08:00', hours: 30 }),
    some('open', 2, { state: 'IN_PROGRESS', hours: null, supervision: 'YELLOW' }),
  ].join('\n'));
});
afterAll(() => grid?.stop());

const FIELDS = `reported accepted acceptance { numerator denominator } closed open overdue onTimeClosure { numerator denominator } cards { yellow red deduction } medianHoursToClose
  byCategory { category reported closed onTimeClosure { numerator denominator } cards { yellow red deduction } } bySeverity { severity reported closed }
  byOrganization { organization { id } onTimeClosure { numerator denominator } cards { yellow red deduction } } byState { state events }`;
const summarize = async (path: string, period = '') => (await grid.askArea(path, `eventSummary${period} { ${FIELDS} }`)).eventSummary;
const march = '(period: { from: "2026-03-01", to: "2026-04-01" })';

describe('a summary of events', () => {
  it('counts by cohort: what was reported with what was accepted of it, what was due with what was kept', async () => {
    expect(await summarize(STREET, march)).toMatchObject({
      reported: 17, accepted: 12, acceptance: { numerator: 12, denominator: 14 }, closed: 13, open: 4, overdue: 2,
      onTimeClosure: { numerator: 8, denominator: 12 }, cards: { yellow: 6, red: 2, deduction: 50 },
      byCategory: [
        { category: 'DISPUTE', reported: 4, closed: 4, onTimeClosure: { numerator: 4, denominator: 4 }, cards: { yellow: 0, red: 0, deduction: 0 } },
        { category: 'OTHER', reported: 13, closed: 9, onTimeClosure: { numerator: 4, denominator: 8 }, cards: { yellow: 6, red: 2, deduction: 50 } },
      ],
      bySeverity: [{ severity: 'I', reported: 2, closed: 2 }, { severity: 'IV', reported: 15, closed: 11 }],
      byOrganization: [
        { organization: { id: 'O1' }, onTimeClosure: { numerator: 4, denominator: 8 }, cards: { yellow: 2, red: 2, deduction: 30 } },
        { organization: { id: 'O2' }, onTimeClosure: { numerator: 4, denominator: 4 }, cards: { yellow: 4, red: 0, deduction: 20 } },
      ],
    });
  });

  it.each([['without a period', ''], ['of a month', march], ['of two months', '(period: { from: "2026-03-01", to: "2026-05-01" })'], ['before anything', '(period: { from: "2025-03-01", to: "2025-05-01" })']])(
    '%s is the same of a street, from rollups, and of the only community in it, from its rows', async (_name, period) => {
      const { medianHoursToClose: median, ...street } = await summarize(STREET, period);
      const { medianHoursToClose: exact, ...community } = await summarize(COMMUNITY, period);
      expect(street).toEqual(community);
      expect([median, exact].map((hours) => hours === null)).toEqual([street.closed === 0, street.closed === 0]);
      if (exact !== null) expect(Math.abs(median - exact)).toBeLessThanOrEqual(Math.max(1, exact / 4));
    });

  const EXACT = 'reported accepted closed onTimeClosure { numerator denominator } cards { yellow red } byCategory { category reported closed } bySeverity { severity reported closed }';
  it.each([
    ['2026-03-10', '2026-03-11', 17, 7], ['2026-03-11', '2026-04-01', 0, 6], ['2026-03-20', '2026-04-09', 1, 3], ['2026-02-15', '2026-04-02', 18, 13], ['2026-04-01', '2026-04-02', 1, 0],
  ])('from %s to %s is right to the day, of both', async (from, to, reported, closed) => {
    const [street, community] = await Promise.all([STREET, COMMUNITY].map(async (path) =>
      (await grid.askArea(path, `eventSummary(period: { from: "${from}", to: "${to}" }) { ${EXACT} }`)).eventSummary));
    expect(street).toMatchObject({ reported });
    expect(street).toEqual(community);
    expect(street.closed).toBe(closed);
  });

  it('adds up over what lies inside', async () => {
    expect(await summarize('2102')).toMatchObject({ reported: 23, byOrganization: [{ organization: { id: 'O1' }, onTimeClosure: { denominator: 14 } }, {}] });
  });

  it.each(['medianHoursToClose', 'byOrganization { organization { id } }'])('refuses %s of a street for days, and says so', async (field) => {
    const { data, errors } = await grid.subgraph.execute({
      query: `{ _entities(representations: [{ __typename: "Area", code: "210203001", path: "${STREET}" }]) { ... on Area { eventSummary(period: { from: "2026-03-11", to: "2026-04-01" }) { reported ${field} } } } }`,
    });
    expect(errors?.map(({ extensions }) => [extensions.code, extensions.argument])).toEqual([['BAD_USER_INPUT', 'period']]);
    expect(data).toMatchObject({ _entities: [{ eventSummary: { reported: 0, [field.split(' ')[0]!]: null } }] });
  });

  it('takes as many statements for many areas as for one', async () => {
    const count = async (paths: readonly string[]) => {
      grid.statements.length = 0;
      await grid.ask(`query ($areas: [_Any!]!) { _entities(representations: $areas) { ... on Area { eventSummary { ${FIELDS} } } } }`,
        { areas: paths.map((path) => ({ __typename: 'Area', code: path.split('/').at(-1), path })) });
      return grid.statements.length;
    };
    const one = await count([STREET, COMMUNITY]);
    expect(await count([STREET, '2102', '2102/210203', '2102/210204', COMMUNITY, `${STREET}/210203001002`])).toBe(one);
  });
});
