import pg from 'pg';
import type { RosterArea, RosterSource } from './roster-source.js';

/**
 * Brings the places of a pillar's records to where the roster has their areas today, all in one transaction. What the pillar
 * knows of the roster (`known_area`) is its place in it: what has been moved once is not found again.
 * Tells how many areas had another place.
 */
export async function takeRoster(pool: pg.Pool, read: RosterSource['read']): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // Whoever has to wait here reads the roster after the other has, so that an older one never replaces a newer one.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('known_area'), hashtext(current_schema()))`);
    const moved = await takeAreas(client, await read());
    await client.query('COMMIT');
    return moved;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

interface Move {
  readonly from: string;
  readonly to: string;
}

async function takeAreas(client: pg.PoolClient, areas: readonly RosterArea[]): Promise<number> {
  const roster = [areas.map(({ code }) => code), areas.map(({ path }) => path)];
  const { rows: known } = await client.query<Move & { first: boolean }>(`
    SELECT k.path AS "from", r.path AS "to" FROM unnest($1::text[], $2::text[]) AS r(code, path) JOIN known_area k USING (code) WHERE k.path <> r.path`, roster);
  const { rows: [had] } = await client.query<{ any: boolean }>('SELECT EXISTS (SELECT FROM known_area) AS any');
  // A change that holds an area is waited for, and what it wrote is moved along.
  await client.query(`
    INSERT INTO known_area AS k (code, path) SELECT code, path FROM unnest($1::text[], $2::text[]) AS r(code, path) ORDER BY code
    ON CONFLICT (code) DO UPDATE SET path = excluded.path WHERE k.path <> excluded.path`, roster);
  const tables = await listTables(client);
  const moves = had?.any ? known : await findStrays(client, tables);
  if (moves.length === 0) return 0;
  const places = [moves.map(({ from }) => from), moves.map(({ to }) => to)];
  for (const table of tables) {
    await client.query(`UPDATE ${table} SET area_path = moved.place FROM unnest($1::text[], $2::text[]) AS moved(was, place) WHERE area_path = moved.was`, places);
  }
  return moves.length;
}

/** Every table that names places, but for what has been announced: that keeps the place that it was announced with. */
async function listTables(client: pg.PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'area_path' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = current_schema()::regnamespace AND c.relname <> 'outbox_event' ORDER BY 1`);
  return rows.map(({ name }) => pg.escapeIdentifier(name));
}

/** Records were there before the pillar knew the roster: those of areas that have moved since stand where these are no more. */
async function findStrays(client: pg.PoolClient, tables: readonly string[]): Promise<readonly Move[]> {
  const { rows } = await client.query<Move>(`
    SELECT DISTINCT stray.area_path AS "from", k.path AS "to"
    FROM (${tables.map((table) => `SELECT area_path FROM ${table} GROUP BY 1`).join(' UNION ')}) AS stray
    JOIN known_area k ON k.code = substring(stray.area_path FROM '[^/]+$') WHERE k.path <> stray.area_path`);
  return rows;
}
