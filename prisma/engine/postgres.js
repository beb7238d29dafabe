import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** `"char"`, the one-byte type of the system catalogues. The adapter, made for user tables, refuses it. */
const CHAR_OID = 18;

/** Has the schema, says its version twice. */
const OLDEST_SERVER = {
  columnNames: ['exists', 'version', 'numeric_version'],
  columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
  rows: [[true, 'PostgreSQL 15.0', 150_000]],
};

/**
 * The engine's view of PostgreSQL: the main database, and the shadow in which it replays migrations.
 * `close` ends what the engine left open, which it does not promise to do itself.
 */
export function createAdapterFactory({ url, shadowDatabaseUrl }) {
  const opened = [];
  const track = async (opening) => {
    const adapter = await opening;
    const { dispose } = adapter;
    let disposed;
    adapter.dispose = () => (disposed ??= dispose.call(adapter));
    opened.push(adapter);
    return adapter;
  };
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => track(url ? connect(url) : connectNowhere(shadowDatabaseUrl)),
    connectToShadowDb: () => {
      if (shadowDatabaseUrl) return track(connectToShadow(shadowDatabaseUrl));
      throw new Error('This command replays migrations: set <PILLAR>_SHADOW_DATABASE_URL to an empty database.');
    },
    close: async () => {
      await Promise.all(opened.map((adapter) => adapter.dispose()));
    },
  };
}

/**
 * `migrate diff` between files needs no database, but the engine asks one for its version as it
 * opens: the answer is the oldest PostgreSQL that we serve. Anything more is refused.
 */
async function connectNowhere(shadowDatabaseUrl) {
  const schema = shadowDatabaseUrl && toConnection(shadowDatabaseUrl).schema;
  const adapter = await new PrismaPg({}, { schema }).connect();
  const refuse = async () => {
    throw new Error('This command needs a database: set <PILLAR>_DATABASE_URL.');
  };
  const queryRaw = async ({ sql }) => (sql.includes('server_version_num') ? OLDEST_SERVER : refuse());
  return Object.assign(adapter, { queryRaw, executeRaw: refuse, executeScript: refuse });
}

async function connect(url) {
  const { connectionString, schema } = toConnection(url);
  // One connection that never idles out: the advisory lock of `migrate` belongs to its session.
  const config = { connectionString, max: 1, idleTimeoutMillis: 0 };
  const adapter = await new PrismaPg(config, { schema }).connect();
  const pool = adapter.underlyingDriver();
  const { queryRaw } = adapter;

  adapter.queryRaw = async (query) => {
    const charColumns = [];
    const result = await queryRaw.call(readingCharAsText(adapter, charColumns), query);
    for (const column of charColumns) result.columnTypes[column] = ColumnTypeEnum.Character;
    return result;
  };
  // Whole: the adapter would split the script on `;`, inside function bodies and literals too.
  adapter.executeScript = (script) => pool.query(script).then(() => {}, (error) => adapter.onError(error));
  await createSchema(pool, schema).catch((error) => adapter.onError(error));
  return adapter;
}

/** Only a shadow that was empty may be emptied afterwards: its URL could be that of real data by mistake. */
async function connectToShadow(url) {
  const adapter = await connect(url);
  const { schema, database } = toConnection(url);
  const { dispose } = adapter;
  if (!(await isEmpty(adapter.underlyingDriver(), schema))) {
    await dispose.call(adapter);
    throw new Error(`The shadow database ${database} is not empty: give it a database of its own, or drop its schema ${schema}.`);
  }
  adapter.dispose = async () => {
    await adapter.executeScript(`DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schema)} CASCADE`);
    await dispose.call(adapter);
  };
  return adapter;
}

async function isEmpty(pool, schema) {
  const { rowCount } = await pool.query(
    `SELECT 1 FROM pg_depend d JOIN pg_namespace n ON n.oid = d.refobjid
     WHERE d.refclassid = 'pg_namespace'::regclass AND n.nspname = $1 LIMIT 1`,
    [schema],
  );
  return rowCount === 0;
}

function readingCharAsText(adapter, charColumns) {
  return Object.create(adapter, {
    performIO: {
      value: async (query) => {
        const result = await adapter.performIO(query);
        result.fields.forEach((field, column) => {
          if (field.dataTypeID !== CHAR_OID) return;
          field.dataTypeID = pg.types.builtins.TEXT;
          charColumns.push(column);
        });
        return result;
      },
    },
  });
}

/** Asks first, because a pillar's own role may not create schemas. */
async function createSchema(pool, schema) {
  const { rowCount } = await pool.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rowCount === 0) await pool.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)}`);
}

/** Turns Prisma's `?schema=` into the `search_path` that PostgreSQL knows. */
export function toConnection(url) {
  const target = new URL(url);
  const schema = target.searchParams.get('schema') ?? 'public';
  const options = `${target.searchParams.get('options') ?? ''} -c search_path=${pg.escapeIdentifier(schema)}`;
  target.searchParams.delete('schema');
  target.searchParams.set('options', options.trim());
  return { connectionString: target.href, schema, database: decodeURIComponent(target.pathname.slice(1)) };
}

/** Resolves when the database answers; else throws with the code that Prisma documents for the reason. */
export async function canConnect(url) {
  const client = new pg.Client({ connectionString: toConnection(url).connectionString });
  try {
    await client.connect();
  } catch (error) {
    const code = { '3D000': 'P1003', '28P01': 'P1000', '28000': 'P1000' }[error.code] ?? 'P1001';
    throw Object.assign(new Error(error.message || error.code), { code });
  }
  await client.end();
}

/** Two first deploys may race here; the loser finds what it wanted. */
export async function createDatabase(url) {
  const { connectionString, database } = toConnection(url);
  const client = new pg.Client({ connectionString: Object.assign(new URL(connectionString), { pathname: '/postgres' }).href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  } catch (error) {
    if (error.code !== '42P04' && error.code !== '23505') throw error;
  } finally {
    await client.end();
  }
}
