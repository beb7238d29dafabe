import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PILLARS, type PillarName } from '@sizhu/contract';
import type pg from 'pg';
import { applyMigrations } from '../../../packages/kit/src/database/migrate.js';
import { countDifferences } from '@sizhu/testkit';
import { EVENT_TRANSITIONS } from '../../../subgraphs/grid/src/events/transitions.js';
import { withClient } from '../database/client.js';
import { provisionPillars, startEmbeddedPostgres, type EmbeddedPostgres } from '../database/index.js';
import { loadSampleCity, type SampleReport } from './index.js';

const anchorDate = '2018-01-08';
const prisma = join(__dirname, '../../../prisma');
const silent = { info() {}, warn() {}, error() {} };

jest.setTimeout(300_000);

describe('the sample city', () => {
  let dataDir: string;
  let server: EmbeddedPostgres | undefined;
  let urls: Record<PillarName, string>;
  let report: SampleReport;
  const tables: string[] = [];

  const inPillar = <T>(pillar: PillarName, work: (client: pg.Client) => Promise<T>) => withClient(urls[pillar], work);
  const rowsOf = <Row extends pg.QueryResultRow>(pillar: PillarName, sql: string) =>
    inPillar(pillar, async (client) => (await client.query<Row>(sql)).rows);
  const countsOf = async (pillar: PillarName, sql: string): Promise<Record<string, number>> =>
    Object.fromEntries((await rowsOf<{ key: string; count: string }>(pillar, sql)).map(({ key, count }) => [key, Number(count)]));

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sizhu-sample-'));
    server = await startEmbeddedPostgres({ dataDir, log: silent, durable: false });
    urls = await provisionPillars({ adminUrl: server.adminUrl, createDatabase: true });
    for (const pillar of PILLARS) {
      await inPillar(pillar, (client) => applyMigrations({ client, pillar, folder: join(prisma, pillar, 'migrations') }));
    }
    report = await loadSampleCity({
      urls, anchorDate, onProgress: ({ table, rows, total }) => { if (rows === total) tables.push(table); },
    });
  });

  afterAll(async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('says what it loaded', () => {
    expect(report.pillars.centers.rows).toMatchObject({ area: 1 + 1 + 13 + 166 + 1_691 + 2 });
    expect(tables).toContain('area');
  });

  it('has every area of the roster once, below its manager', async () => {
    expect(await countsOf('centers', 'SELECT level AS key, count(*) FROM area WHERE valid_to IS NULL GROUP BY level')).toEqual({
      PROVINCE: 1, CITY: 1, DISTRICT: 13, STREET: 166, COMMUNITY: 1_691,
    });
    const [zone] = await rowsOf<{ path: string; statutory_parent_code: string }>('centers',
      `SELECT path, statutory_parent_code FROM area WHERE code = '210211016'`);
    expect(zone).toEqual({ path: '2102/2102Z1/210211016', statutory_parent_code: '210211' });
    expect(await rowsOf('centers', `SELECT code FROM area WHERE code = ANY ('{21,2102}') AND path = code ORDER BY 1`)).toHaveLength(2);
  });

  it('has as many centers as the report counts', async () => {
    expect(await countsOf('centers', `SELECT level AS key, sum(built) AS count FROM center_rollup WHERE area_code = '2102' GROUP BY level`))
      .toEqual({ CITY: 1, DISTRICT: 13, STREET: 158, COMMUNITY: 1_387 });
    const [share] = await rowsOf<{ share: number }>('centers',
      `SELECT avg(compliant::int)::float AS share FROM center WHERE status IN ('BUILT', 'OPERATING')`);
    expect(share?.share).toBeGreaterThan(0.8);
    expect(share?.share).toBeLessThan(0.9);
  });

  it('tells of every center how it came to its status', async () => {
    expect(await rowsOf('centers', `
      SELECT FROM center c LEFT JOIN LATERAL (SELECT * FROM center_step s WHERE s.center_id = c.id ORDER BY position DESC LIMIT 1) last ON true
      WHERE last.to_status IS DISTINCT FROM c.status`)).toEqual([]);
    expect(await rowsOf('centers', `
      SELECT FROM (SELECT from_status, happened_on, lag(to_status) OVER life AS was, lag(happened_on) OVER life AS before
        FROM center_step WINDOW life AS (PARTITION BY center_id ORDER BY position)) step
      WHERE from_status IS DISTINCT FROM was OR happened_on < before OR happened_on > '${anchorDate}'`)).toEqual([]);
  });

  it('has centers that closed, merged into one that stands, or moved from an area that has none', async () => {
    expect(await countsOf('centers', `SELECT action AS key, count(*) FROM center_step WHERE action IN ('closeCenter', 'mergeCenter', 'moveCenter') GROUP BY 1`))
      .toEqual({ closeCenter: 4, mergeCenter: 4, moveCenter: 5 });
    expect(await rowsOf('centers', `
      SELECT FROM center_step s JOIN center c ON c.id = s.center_id
      LEFT JOIN LATERAL (SELECT max(happened_on) AS opened_on, max(i.status::text) AS status FROM center i JOIN center_step o ON o.center_id = i.id
        WHERE i.id = s.into_center_id AND o.action = 'openCenter') i ON true
      WHERE (s.action = 'mergeCenter') <> (s.into_center_id IS NOT NULL) OR (s.action = 'moveCenter') <> (s.former_area_code IS NOT NULL)
        OR (s.into_center_id IS NOT NULL AND (i.status <> 'OPERATING' OR i.opened_on > s.happened_on))
        OR s.former_area_code = c.area_code OR EXISTS (SELECT FROM center f WHERE f.area_code = s.former_area_code)`)).toEqual([]);
  });

  it('sums the base data to what the report says', async () => {
    const [city, xigang] = await rowsOf<{ records: string; bounds: string }>('informatization', `
      SELECT sum(record_count) AS records, sum(lower_bounds) AS bounds FROM base_data_rollup
      WHERE area_code IN ('2102', '210203') GROUP BY area_code ORDER BY area_code`);
    expect(Number(city?.records)).toBe(17_000_000);
    expect(Number(xigang?.records)).toBeGreaterThan(800_000);
    expect(xigang?.bounds).toBe(city?.bounds);
  });

  it('counts by the week what its grid holds, in every area above a community', async () => {
    const monday = `date_trunc('week', (reported_at AT TIME ZONE 'Asia/Shanghai'))::date::text`;
    for (const [series, table, column, length] of [['EVENTS_REPORTED', 'grid_event', 'reported_at', 3], ['DISPUTES_OPENED', 'dispute_case', 'opened_at', 3]] as const) {
      const grid = await countsOf('grid', `
        SELECT array_to_string((string_to_array(area_path, '/'))[1:above], '/') || ' ' || ${monday.replace('reported_at', column)} AS key, count(*)
        FROM ${table}, generate_series(1, ${length}) AS above WHERE ${column} >= '2017-01-09T00:00:00+08:00' GROUP BY 1`);
      const points = await countsOf('informatization', `
        SELECT area_path || ' ' || week AS key, value AS count FROM series_point WHERE series = '${series}' AND week >= '2017-01-09' AND value > 0`);
      expect(points).toEqual(grid);
      expect(Object.keys(points).length).toBeGreaterThan(2_000);
    }
  });

  it('has warnings in every state, about one quiet week in a thousand, with a history behind each', async () => {
    const [found] = await rowsOf<Record<string, number>>('informatization', `
      SELECT count(*) FILTER (WHERE state = 'RAISED')::int AS raised, count(*) FILTER (WHERE state = 'ACKNOWLEDGED')::int AS acknowledged,
             count(*) FILTER (WHERE state = 'CLOSED')::int AS closed, count(*) FILTER (WHERE series IN ('EVENTS_REPORTED', 'DISPUTES_OPENED'))::int AS quiet
      FROM early_warning`);
    expect(Math.min(found?.raised ?? 0, found?.acknowledged ?? 0, found?.closed ?? 0)).toBeGreaterThan(0);
    expect(found?.quiet).toBeLessThan(30);
    expect(await rowsOf('informatization', `
      SELECT FROM early_warning WHERE (state = 'RAISED') <> (acknowledged_at IS NULL) OR (state = 'CLOSED') <> (closed_at IS NOT NULL)
        OR (state = 'CLOSED') <> (conclusion IS NOT NULL) OR closed_at < acknowledged_at OR acknowledged_at < raised_at OR raised_at < (week + 7)::timestamp AT TIME ZONE 'Asia/Shanghai'`)).toEqual([]);
  });

  it('has as many nodes of the video network as the report counts, each fully connected to it', async () => {
    expect(await countsOf('informatization', `SELECT level AS key, sum(opened) AS count FROM video_net_rollup WHERE area_code = '2102' GROUP BY level`))
      .toEqual({ DISTRICT: 13, STREET: 55, COMMUNITY: 14 });
    expect(await rowsOf('informatization', `
      SELECT FROM platform_connection c JOIN info_platform p ON p.id = c.platform_id AND p.kind = 'VIDEO_CONFERENCE'
      LEFT JOIN video_net_node n USING (center_id) WHERE (c.status = 'FULL') <> (n.id IS NOT NULL)`)).toEqual([]);
  });

  it('has a small ledger of places and bodies, each of a data set that may have one', async () => {
    expect(await countsOf('informatization', `SELECT 'all' AS key, sum(records) AS count FROM base_record_rollup WHERE area_code = '2102'`)).toEqual({ all: 20_000 });
    expect(await rowsOf('informatization', `
      SELECT FROM base_record r LEFT JOIN dataset_definition d ON d.id = r.definition_id WHERE d.ledger_kind IS DISTINCT FROM r.kind`)).toEqual([]);
    expect((await rowsOf('informatization', `SELECT DISTINCT kind FROM base_record`)).length).toBe(3);
  });

  it('has situation reports whose times agree with their states, in every state', async () => {
    expect(Object.keys(await countsOf('informatization', 'SELECT state AS key, count(*) FROM situation_report GROUP BY 1')).sort())
      .toEqual(['ANSWERED', 'DRAFT', 'RECEIVED', 'SUBMITTED']);
    expect(await rowsOf('informatization', `
      SELECT FROM situation_report WHERE (state = 'DRAFT') <> (submitted_at IS NULL) OR (state = 'ANSWERED') <> (answered_at IS NOT NULL)
        OR (answer IS NULL) <> (answered_at IS NULL) OR submitted_at < drafted_at OR received_at < submitted_at OR answered_at < received_at
        OR period_to > '${anchorDate}' OR greatest(drafted_at, submitted_at, received_at, answered_at) >= '${anchorDate}T00:00:00+08:00'
        OR version <> 1 + num_nonnulls(submitted_at, received_at, answered_at)`)).toEqual([]);
  });

  it('has projects whose days agree with their phases and that serve areas and centers of their own', async () => {
    expect(Object.keys(await countsOf('informatization', 'SELECT phase AS key, count(*) FROM infrastructure_project GROUP BY 1')).length).toBeGreaterThan(4);
    expect(await rowsOf('informatization', `
      SELECT FROM infrastructure_project WHERE greatest(approved_on, started_on, accepted_on, operating_since, cancelled_on) >= '${anchorDate}'
        OR (phase = 'OPERATING') <> (operating_since IS NOT NULL) OR (phase = 'CANCELLED') <> (cancelled_on IS NOT NULL) OR started_on < approved_on
        OR accepted_on < started_on OR operating_since < accepted_on`)).toEqual([]);
    expect(await rowsOf('informatization', `
      SELECT FROM infrastructure_project p LEFT JOIN infrastructure_project_area a ON a.project_id = p.id
      WHERE a.area_path IS NULL OR NOT starts_with(a.area_path, p.area_path || '/')`)).toEqual([]);
  });

  it('has the channels that the report counts, police ones as counts only', async () => {
    expect(await countsOf('video', `SELECT resource_class AS key, sum(registered) AS count FROM channel_rollup WHERE area_code = '2102' GROUP BY 1`))
      .toEqual({ PUBLIC: 15_200, POLICE: 9_800 });
    expect(await rowsOf('video', `SELECT FROM video_channel WHERE device_id !~ '^2102[0-9]{16}$' OR substr(device_id, 11, 3) <> '132'`)).toEqual([]);
  });

  it('has events whose times and steps agree with their states', async () => {
    expect(report.pillars.grid.rows).toMatchObject({ grid_event: 200_000, dispute_case: 20_000 });
    expect(await rowsOf('grid', `
      SELECT id FROM grid_event
      WHERE is_open(state) = (closed_at IS NOT NULL) OR accepted_at < reported_at OR closed_at < coalesce(accepted_at, reported_at)
        OR (accepted_at IS NULL) <> (due_at IS NULL) OR state_since >= '${anchorDate}T00:00:00+08:00'
        OR extract(isodow FROM local_day(due_at)) > 5 OR (due_at AT TIME ZONE 'Asia/Shanghai')::time <> '23:59:59'
      LIMIT 3`)).toEqual([]);
    expect(await rowsOf('grid', `
      SELECT e.id FROM grid_event e JOIN LATERAL (SELECT state, at FROM event_step WHERE event_id = e.id ORDER BY seq DESC LIMIT 1) last ON true
      WHERE (last.state, last.at) <> (e.state, e.state_since) LIMIT 3`)).toEqual([]);
    expect(await rowsOf('grid', `
      SELECT a.event_id FROM event_step a JOIN event_step b ON b.event_id = a.event_id AND b.seq = a.seq + 1 WHERE b.at < a.at LIMIT 3`)).toEqual([]);
    const [open] = await rowsOf<{ share: number; waiting: number }>('grid', `
      SELECT avg(is_open(state)::int)::float AS share,
        count(*) FILTER (WHERE state = 'DISPATCHED' AND state_since < '${anchorDate}'::date - 1)::int AS waiting FROM grid_event`);
    expect(open?.share).toBeGreaterThan(0.025);
    expect(open?.share).toBeLessThan(0.055);
    expect(open?.waiting).toBeGreaterThan(100);
  });

  it('has events that came to their states by legal changes, with versions that count their steps', async () => {
    const legal = new Set(EVENT_TRANSITIONS.flatMap(({ action, from, to }) => from.map((state) => `${state} ${action} ${to ?? state}`)));
    const taken = await rowsOf<{ change: string }>('grid', `
      SELECT DISTINCT concat_ws(' ', a.state, b.action, b.state) AS change FROM event_step a JOIN event_step b ON b.event_id = a.event_id AND b.seq = a.seq + 1`);
    expect(taken.map(({ change }) => change).filter((change) => !legal.has(change))).toEqual([]);
    expect(taken.length).toBeGreaterThan(12);
    expect(await rowsOf('grid', `
      SELECT id FROM grid_event e WHERE version <> (SELECT max(seq) FROM event_step s WHERE s.event_id = e.id)
        OR (state = 'TERMINATED') <> (terminated_for IS NOT NULL) OR (terminated_for = 'DUPLICATE') <> (duplicate_of_id IS NOT NULL)
        OR (state IN ('CLOSED', 'EVALUATED')) <> (check_passed_at IS NOT NULL) OR (state = 'EVALUATED') <> (rating IS NOT NULL) LIMIT 3`)).toEqual([]);
    expect(await rowsOf('grid', `
      SELECT e.id FROM grid_event e LEFT JOIN grid_event o ON o.id = e.duplicate_of_id
      WHERE e.duplicate_of_id IS NOT NULL AND (o.id IS NULL OR o.duplicate_of_id IS NOT NULL)`)).toEqual([]);
  });

  it('has tasks and extensions that agree with their events, and not too many', async () => {
    expect(await rowsOf('grid', `
      SELECT t.id FROM event_task t JOIN grid_event e ON e.id = t.event_id
      WHERE (t.lead AND t.organization_id <> e.responsible_id) OR (t.state = 'AWAITING_RECEIPT') <> (t.signed_at IS NULL AND t.ended_at IS NULL)
        OR (t.state IN ('DONE', 'REFUSED')) <> (t.ended_at IS NOT NULL) OR (e.state = 'RETURNED' AND t.state <> 'REFUSED')
        OR (e.state IN ('CLOSED', 'EVALUATED') AND t.state <> 'DONE') LIMIT 3`)).toEqual([]);
    expect(await rowsOf('grid', `
      SELECT x.id FROM event_extension x JOIN grid_event e ON e.id = x.event_id
      WHERE (x.state = 'GRANTED' AND x.due_after <> e.due_at) OR (x.state <> 'GRANTED' AND x.due_before <> e.due_at) OR x.due_after <= x.due_before
        OR (x.state = 'LAPSED') > NOT is_open(e.state) OR (x.state = 'REQUESTED' AND NOT is_open(e.state)) LIMIT 3`)).toEqual([]);
    const [counts] = await rowsOf<Record<string, number>>('grid', `
      SELECT (SELECT count(*)::int FROM event_task) AS tasks, (SELECT count(DISTINCT state)::int FROM event_task) AS task_states,
        (SELECT count(*)::int FROM event_extension) AS extensions, (SELECT count(*)::int FROM grid_event WHERE 'URGENT' = ANY (flags)) AS urgent`);
    expect(counts?.tasks).toBeGreaterThan(10_000);
    expect(counts?.tasks).toBeLessThan(30_000);
    expect(counts?.task_states).toBe(4);
    expect(Math.min(counts?.extensions ?? 0, counts?.urgent ?? 0)).toBeGreaterThan(300);
  });

  it('has disputes whose results agree with their states', async () => {
    expect(await rowsOf('grid', `
      SELECT id FROM dispute_case WHERE (state = 'CONCLUDED') <> (result <> 'RESOLVING') OR (state = 'CONCLUDED') <> (concluded_at IS NOT NULL)
        OR (state = 'REGISTERED') <> (accepted_at IS NULL) OR accepted_at < opened_at OR concluded_at < accepted_at LIMIT 3`)).toEqual([]);
  });

  it('has disputes whose steps lead to what they are', async () => {
    expect(await rowsOf('grid', `
      SELECT d.id FROM dispute_case d JOIN LATERAL (SELECT count(*) AS steps, (array_agg(state ORDER BY seq DESC))[1] AS state, max(seq) AS seq,
          (array_agg(supervision ORDER BY seq DESC) FILTER (WHERE supervision IS NOT NULL))[1] AS supervision, max(at) AS at FROM dispute_step WHERE dispute_id = d.id) s ON true
      WHERE (s.steps, s.seq, s.state) IS DISTINCT FROM (d.version, d.version, d.state) OR coalesce(s.supervision, 'NORMAL') <> d.supervision
        OR (evaluated_on IS NULL) <> (evaluation IS NULL) OR s.at >= '${anchorDate}T00:00:00+08:00' LIMIT 3`)).toEqual([]);
    expect(await rowsOf('grid', `
      SELECT a.dispute_id FROM dispute_step a JOIN dispute_step b ON b.dispute_id = a.dispute_id AND b.seq = a.seq + 1 WHERE b.at < a.at LIMIT 3`)).toEqual([]);
    const kinds = await countsOf('grid', `SELECT action AS key, count(*) FROM dispute_step GROUP BY action`);
    for (const action of ['openDispute', 'transferDispute', 'superviseDispute', 'evaluateDispute']) expect(kinds[action]).toBeGreaterThan(20);
  });

  it('puts the indexes and keys back', async () => {
    const [found] = await rowsOf<{ keys: number; indexes: number }>('grid', `
      SELECT (SELECT count(*)::int FROM pg_constraint WHERE contype = 'f' AND connamespace = 'grid'::regnamespace) AS keys,
        (SELECT count(*)::int FROM pg_indexes WHERE schemaname = 'grid' AND tablename = 'grid_event') AS indexes`);
    expect(found).toEqual({ keys: 6, indexes: 7 });
  });

  it.each(PILLARS)('leaves the rollups of %s as a recount finds them', async (pillar) => {
    const found = await inPillar(pillar, countDifferences);
    expect(Object.keys(found).length).toBeGreaterThan(1);
    expect(Object.values(found).every((count) => count === 0) || found).toBe(true);
  });

  it('leaves alone what holds rows', async () => {
    const again = await loadSampleCity({ urls, anchorDate });
    expect(again.pillars.centers).toEqual({ skipped: true, rows: {} });
  });
});
