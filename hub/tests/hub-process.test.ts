import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { waitUntil } from '../src/database/wait-until.js';
import { cleanUp, findServers, makeDataDir, query } from './database-harness.js';
import { ask, startProcess, type RunningProcess } from './process-harness.js';
import { FULL_CITY, loadSmallCity, SMALL_CITY } from './small-city.js';

jest.setTimeout(240_000);
afterEach(cleanUp);

const fourConstructions = readFileSync(join(__dirname, '../../clients/operations/four-constructions.graphql'), 'utf8');

const startHubProcess = (dataDir: string): RunningProcess =>
  startProcess('hub/dist/main.js', { HUB_DATA_DIR: dataDir, HUB_PORT: '0' });

async function expectNothingLeft(dataDir: string): Promise<void> {
  expect(await findServers(dataDir)).toEqual([]);
  expect(await readdir(dataDir)).not.toContain('hub.lock');
}

/** As somebody would who has the folder and nothing else. */
async function verifyAudit(dataDir: string): Promise<string> {
  const program = join(__dirname, '../dist/verify-audit-main.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, join(dataDir, 'audit/hub-0'), '--keys', join(dataDir, 'keys/audit.jwks.json'), '--closed']);
  return stdout;
}

/** Of the administrator, as a person at the machine would connect. */
async function readDatabaseUrl(dataDir: string): Promise<string> {
  const [password, port] = await Promise.all(['admin-password', 'postgres.port'].map((name) => readFile(join(dataDir, name), 'utf8')));
  return `postgresql://sizhu_admin:${password?.trim()}@127.0.0.1:${port?.trim()}/sizhu`;
}

/** Everything that a client sees of the city, and the promises, to which a row is added. */
const askForEverything = async (url: string) => [
  await ask(url, fourConstructions, { code: '2102' }),
  await ask(url, '{ area(code: "2102") { commitments { text } } }', {}),
];

async function killServers(dataDir: string): Promise<void> {
  for (const pid of await findServers(dataDir)) process.kill(pid, 'SIGKILL');
}

describe('a hub that is killed', () => {
  it.each([
    ['alone', async () => {}],
    ['together with its database', killServers],
  ])('%s answers the same after the next start, with every acknowledged row', async (_name, killMore) => {
    const dataDir = await makeDataDir();
    await loadSmallCity(dataDir);
    const first = startHubProcess(dataDir);
    const firstUrl = await first.url();
    for (const id of ['K1', 'K2', 'K3']) {
      await query(await readDatabaseUrl(dataDir), `INSERT INTO centers.area_commitment (id, area_code, body, text, year, provenance)
        VALUES ('${id}', '2102', '市委', 'kept ${id}', 2018, 'SAMPLE')`);
    }
    const { errors } = await ask(firstUrl, 'mutation ($input: RecordCommitmentInput!) { recordCommitment(input: $input) { __typename } }', {
      input: { idempotencyKey: 'kept-commitment-K4', areaCode: '2102', body: '市政府', text: 'kept K4', year: 2018 },
    });
    expect(errors).toBeUndefined();
    const before = await askForEverything(firstUrl);
    for (const id of ['K1', 'K2', 'K3', 'K4']) expect(JSON.stringify(before)).toContain(`kept ${id}`);
    expect(await first.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    await killMore(dataDir);

    const second = startHubProcess(dataDir);
    expect(await askForEverything(await second.url())).toEqual(before);
    expect(await findServers(dataDir)).toHaveLength(1);
    expect(await second.end('SIGINT')).toMatchObject({ code: 0, stderr: '' });
    await expectNothingLeft(dataDir);
    expect(await verifyAudit(dataDir)).toMatch(/^\S+: whole\. Records: [12], signed heads: 1, not signed yet: 0\. Keep this head: [12]:/);
  });
});

describe('a hub that is asked to stop while it starts', () => {
  it.each([
    ['its data are created', 'SIGINT', (_hub: RunningProcess, dataDir: string) => waitUntil(() => existsSync(join(dataDir, 'postgres.new')), 60_000, 1)],
    ['its schema is made', 'SIGTERM', (hub: RunningProcess) => hub.waitFor(/(database) +\d/)],
    ['its city is loaded', 'SIGINT', (hub: RunningProcess) => hub.waitFor(/(grid\.grid_post): /)],
  ] as const)('ends in order when %s, and starts the next time', async (_name, signal, moment) => {
    const dataDir = await makeDataDir();
    const hub = startHubProcess(dataDir);
    await moment(hub, dataDir);
    const { code, stdout, stderr } = await hub.end(signal);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('answers at');
    await expectNothingLeft(dataDir);

    await loadSmallCity(dataDir);
    const next = startHubProcess(dataDir);
    const { data } = await ask(await next.url(), '{ area(code: "2102") { eventSummary { reported } } }', {});
    // A whole city, be it this one or the one that the first start began: never what was cut short.
    expect([SMALL_CITY, FULL_CITY].map(({ events }) => ({ area: { eventSummary: { reported: events } } }))).toContainEqual(data);
    expect(await next.end('SIGINT')).toMatchObject({ code: 0, stderr: '' });
    await expectNothingLeft(dataDir);
  });
});

it('keeps a second hub from its data folder, and goes on', async () => {
  const dataDir = await makeDataDir();
  await loadSmallCity(dataDir);
  const first = startHubProcess(dataDir);
  const url = await first.url();
  const { code, stdout, stderr } = await startHubProcess(dataDir).ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(new RegExp(
    `^The data folder ${dataDir} is in use by another hub \\(process ${first.pid} on \\S+\\): stop that hub, or set HUB_DATA_DIR to another folder\\.\\n$`));
  expect(await findServers(dataDir)).toHaveLength(1);
  expect(await ask(url, fourConstructions, { code: '2102' })).not.toHaveProperty('errors');
});
