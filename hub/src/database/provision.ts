import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PILLARS, type PillarName } from '@sizhu/contract';
import type pg from 'pg';
import { StartupError } from '../startup-error.js';
import { withClient } from './client.js';
import { isProvisionedSql, toProvisionSql } from './provision-sql.js';
import { toScramVerifier } from './scram.js';

export interface ProvisionOptions {
  /** An administrator's URL with a password, from which the pillars' passwords are derived. */
  readonly adminUrl: string;
  readonly databaseName?: string;
  readonly createDatabase: boolean;
  readonly pillars?: readonly PillarName[];
  /** The setting to name in an error. */
  readonly setting?: string;
}

/** Any number that nobody else locks with. */
const provisionLockKey = 7_301_554_902_117;

/**
 * Gives each pillar a role, and a schema that no other pillar may enter. What is there already stays.
 *
 * Nothing about the passwords is stored: hubs that know the same administrator come to the same ones.
 * @returns one connection URL per pillar
 */
export async function provisionPillars(options: ProvisionOptions): Promise<Record<PillarName, string>> {
  const { adminUrl, databaseName = 'sizhu', createDatabase, pillars = PILLARS, setting = 'DATABASE_URL' } = options;
  const admin = URL.parse(adminUrl);
  if (!admin?.host) throw new StartupError(`${setting} is not a URL such as postgresql://user:password@host:5432/database.`);
  if (!admin.password) {
    throw new StartupError(
      `${setting} holds no password, from which the pillars' own passwords are derived: `
      + 'add one, or give one URL per pillar (CENTERS_DATABASE_URL and so on).',
    );
  }
  const databaseUrl = withDatabase(admin, databaseName);
  const passwords = new Map(PILLARS.map((pillar) => [pillar, derivePassword(admin, toRoleName(pillar))]));
  const urls = Object.fromEntries(PILLARS.map((pillar) => {
    const url = new URL(databaseUrl);
    url.username = toRoleName(pillar);
    url.password = passwords.get(pillar) ?? '';
    return [pillar, url.href];
  })) as Record<PillarName, string>;

  const isComplete = await withClient(databaseUrl.href, (client) => isProvisioned(client, pillars))
    .catch(async (error: pg.DatabaseError) => {
      if (error.code !== '3D000' || !createDatabase) throw error;
      await createMissingDatabase(admin, databaseName);
      return false;
    });
  // All passwords were set in one transaction: when one fits, all do.
  if (isComplete && (await canConnect(urls[pillars[0] ?? 'centers']))) return urls;
  await withClient(databaseUrl.href, (client) => retryConflicts(() => provision(client, pillars, passwords)));
  return urls;
}

const toRoleName = (pillar: PillarName): string => `sizhu_${pillar}`;

const derivePassword = ({ password }: URL, role: string): string =>
  createHmac('sha256', decodeURIComponent(password)).update(role).digest('base64url');

function withDatabase(url: URL, name: string): URL {
  const copy = new URL(url);
  copy.pathname = `/${encodeURIComponent(name)}`;
  return copy;
}

async function createMissingDatabase(admin: URL, name: string): Promise<void> {
  await withClient(admin.href, async (client) => {
    // CREATE DATABASE runs in no transaction: the lock is the session's and ends with it.
    await client.query('SELECT pg_advisory_lock($1)', [provisionLockKey]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} ENCODING 'UTF8'`);
  });
}

async function isProvisioned(client: pg.Client, pillars: readonly PillarName[]): Promise<boolean> {
  const { rows } = await client.query<{ done: boolean }>(isProvisionedSql, [pillars, pillars.map(toRoleName)]);
  return rows[0]?.done === true;
}

async function provision(
  client: pg.Client,
  pillars: readonly PillarName[],
  passwords: ReadonlyMap<PillarName, string>,
): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [provisionLockKey]);
    const accounts = await Promise.all(pillars.map(async (pillar) => ({
      schema: pillar, role: toRoleName(pillar), verifier: await toScramVerifier(passwords.get(pillar) ?? ''),
    })));
    for (const statement of toProvisionSql(accounts)) await client.query(statement);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** Roles belong to the whole server, the lock only to one database: another one's hub may be at the same rows. */
async function retryConflicts(work: () => Promise<void>, attempts = 10): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const { code = '', message } = error as pg.DatabaseError;
      const isConflict = ['23505', '40001', '40P01', '42710'].includes(code) || /tuple concurrently/.test(message);
      if (!isConflict || attempt === attempts) throw error;
      await sleep(20 * attempt * Math.random());
    }
  }
}

const canConnect = (url: string): Promise<boolean> =>
  withClient(url, async () => true).catch((error: pg.DatabaseError) => {
    if (error.code === '28P01') return false;
    throw error;
  });
