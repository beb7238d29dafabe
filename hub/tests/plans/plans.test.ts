import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PILLARS, type PillarName } from '@sizhu/contract';
import type pg from 'pg';
import { withClient } from '../../src/database/client.js';
import { startQuestionServer, type QuestionCity, type QuestionServer, type Statement } from '../questions/question-city.js';
import { collectStatements, type Asked, type Choice } from './collect-statements.js';
import { explain, findFullReads, findPillar, findSeqScans } from './read-plan.js';

jest.setTimeout(240_000);

/** So few rows that to read them all is as good as an index, and there will never be many. */
const SMALL_REFERENCE = new Set([
  'info_platform', 'dataset_definition', 'code_table', 'code_value', 'compliance_item', 'compliance_standard', 'assessment_scheme', 'assessment_item', 'policy_document', 'policy_relation', 'report', 'survey_round',
]);

/** Lists of the whole registry by a rare property: there are as many centers as areas, some thousands. */
const WHOLE_LISTS: Readonly<Record<string, RegExp>> = {
  center: /from "center"( where "compliant"|$|\) as "scope"$)|"(status|layout)" = |demonstration_site site/,
  video_net_node: /^select count\(\*\) as "count" from \(select .* from "video_net_node"/,
};

/** From here on a table is big enough for the planner to prefer an index where one serves. */
const BIG_ROWS = 1_000;

interface Sent extends Asked {
  readonly pillar: PillarName;
}

let server: QuestionServer;
let city: QuestionCity;
/** Asked of one street: a small part of every big table. */
let narrow: readonly Sent[];
/** Asked of the whole city. */
let wide: readonly Sent[];
let big: ReadonlySet<string>;

beforeAll(async () => {
  server = await startQuestionServer();
  city = await server.open('plans', { events: 10_000, disputes: 1_000 });
  const collect = async (choice: Choice): Promise<readonly Sent[]> => {
    const sent: Sent[] = [];
    for (const one of await collectStatements(city, choice)) sent.push({ ...one, pillar: await findPillar(city.urls, one.statement) });
    return sent;
  };
  narrow = await collect({ code: '210202001', level: 'COMMUNITY' });
  wide = await collect({ code: '2102', isWanted: ({ connection }) => connection !== null });
  const rows = await city.rows<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND reltuples >= $1 AND relnamespace::regnamespace::text = ANY ($2)`, [BIG_ROWS, PILLARS]);
  big = new Set(rows.map(({ name }) => name));
});
afterAll(() => server?.stop());

/** What each statement reads in full although it should not. */
async function findFaults(sent: readonly Sent[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { pillar, source, statement } of sent) {
    const read = await withClient(city.urls[pillar], async (client) => [
      ...findFullReads(await explain(client, statement)).filter((table) => big.has(table)),
      // The planner reads a small table whole, whatever indexes it has: told not to, it shows whether one serves at all.
      ...findSeqScans(await explain(client, statement, false)).filter((table) => !big.has(table) && !SMALL_REFERENCE.has(table)),
    ]);
    const full = read.filter((table) => !WHOLE_LISTS[table]?.test(statement.sql));
    faults.push(...full.map((table) => `${pillar}.${table} is read in full for ${source}: ${statement.sql}`));
  }
  return faults;
}

describe('plans', () => {
  it('sees the tables that matter', () => {
    expect([...big]).toEqual(expect.arrayContaining(['area', 'center', 'grid_event', 'dispute_case', 'grid', 'video_channel', 'event_rollup']));
    expect(new Set(narrow.map(({ pillar }) => pillar))).toEqual(new Set(PILLARS));
  });

  it('of everything that is asked of one street use an index', async () => {
    expect(await findFaults(narrow)).toEqual([]);
  });

  it('of every page that is asked of the whole city use an index', async () => {
    expect(await findFaults(wide.filter(({ statement }) => / limit \$\d+$/.test(statement.sql)))).toEqual([]);
  });

  it.each([
    ['by a column without an index', 'grid', "select id from grid_event where title = 'x'", ['grid_event']],
    ['by a column with one', 'grid', "select id from grid_event where responsible_id = 'x'", []],
    ['to sort all before the first', 'grid', 'select id from grid_event order by title limit 1', ['grid_event']],
    ['along an index until the page is full', 'grid', 'select id from grid_event order by reported_at, id limit 1', []],
  ] as const)('reading %s is told apart', async (_name, pillar, sql, full) => {
    expect(await withClient(city.urls[pillar], async (client) => findFullReads(await explain(client, { sql, values: [] })))).toEqual(full);
  });
});

describe('locks', () => {
  /** Modes of what a statement holds once it has run; a transaction's own virtual id is no lock on anything. */
  const locksOf = async (client: pg.Client, { sql, values }: Statement): Promise<readonly string[]> => {
    await client.query('BEGIN');
    try {
      await client.query(sql, [...values]);
      const { rows } = await client.query<{ mode: string }>(
        `SELECT DISTINCT mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype <> 'virtualxid' ORDER BY mode`);
      return rows.map(({ mode }) => mode);
    } finally {
      await client.query('ROLLBACK');
    }
  };

  it('that a read takes are shared with every writer', async () => {
    for (const { pillar, source, statement } of narrow) {
      const modes = await withClient(city.urls[pillar], (client) => locksOf(client, statement));
      expect({ source, sql: statement.sql, modes }).toEqual({ source, sql: statement.sql, modes: ['AccessShareLock'] });
    }
  });

  it('are told apart from those of a write', async () => {
    const modes = await withClient(city.urls.grid, (client) => locksOf(client, { sql: 'select id from grid_event limit 1 for update', values: [] }));
    expect(modes).toContain('RowShareLock');
    expect(modes).toContain('ExclusiveLock');
  });
});
