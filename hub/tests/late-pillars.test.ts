import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PILLARS, type PillarName } from '@sizhu/contract';
import { provisionPillars, resolveDatabases } from '../src/database/index.js';
import type { EmbeddedPostgres } from '../src/database/embedded.js';
import { startHub, type Hub } from '../src/start-hub.js';
import { cleanUp, keepUntilEnd, makeDataDir, onCleanup, silentLog, start } from './database-harness.js';
import { ask, until } from './ask.js';

jest.setTimeout(120_000);

const QUESTIONS: Readonly<Record<PillarName, string>> = {
  centers: '{ areas(level: CITY) { code } }',
  informatization: '{ baseRecord(id: "none") { id } }',
  grid: '{ gridEvent(id: "none") { id } }',
  video: '{ channel(id: "none") { id } }',
};

let others: EmbeddedPostgres;
let ownFolder: string;
let own: EmbeddedPostgres | null;
let endAll: () => Promise<void>;

beforeAll(async () => {
  others = await start(await makeDataDir(), { durable: false });
  ownFolder = await makeDataDir();
  own = await start(ownFolder, { durable: false });
  endAll = keepUntilEnd();
});
afterEach(async () => {
  await cleanUp();
  own = null;
});
afterAll(() => endAll());

async function stopOwn(): Promise<void> {
  await own?.stop();
  own = null;
}
/** On the port that it had, where the hub knows it. */
const startOwn = async (): Promise<void> => { own ??= await start(ownFolder, { durable: false }); };

describe.each<PillarName>(['grid', 'centers'])('a database of %s that is away', (pillar) => {
  let hub: Hub;
  const told: (string | null)[] = [];

  beforeEach(async () => {
    await startOwn();
    const name = `city_${pillar}`;
    const pillarUrls = { [pillar]: (await provisionPillars({ adminUrl: own!.adminUrl, databaseName: name, createDatabase: true, pillars: [pillar] }))[pillar] };
    await provisionPillars({ adminUrl: others.adminUrl, databaseName: name, createDatabase: true });
    await stopOwn();
    const databaseUrl = Object.assign(new URL(others.adminUrl), { pathname: `/${name}` }).href;
    const databases = await resolveDatabases({ dataDir: '/nowhere', log: silentLog, databaseUrl, pillarUrls });
    expect(Object.keys(databases.missing)).toEqual([pillar]);
    expect(databases.missing[pillar]?.message).toContain(`${pillar.toUpperCase()}_DATABASE_URL`);
    hub = await startHub({
      urls: databases.urls, missing: [pillar], port: 0, retryMs: 100, onLatePillar: (_name, error) => void told.push(error?.message ?? null),
    });
    onCleanup(() => hub.stop());
  });

  const codeOf = async (name: PillarName): Promise<unknown> => {
    const { errors } = await ask<unknown>(hub.url, QUESTIONS[name]);
    return (errors as { extensions: { code: string } }[] | undefined)?.[0]?.extensions.code;
  };
  const codes = async () => Object.fromEntries(await Promise.all(PILLARS.map(async (name) => [name, await codeOf(name)])));
  const EVERYBODY = Object.fromEntries(PILLARS.map((name) => [name, undefined]));
  const WITHOUT = { ...EVERYBODY, [pillar]: 'SUBGRAPH_UNAVAILABLE' };
  const readiness = async () => ((await (await fetch(`${hub.url}/readyz`)).json()) as { pillars: object }).pillars;

  it('at the start and later keeps nobody from the others, is named, and heals without a restart', async () => {
    expect(await codes()).toEqual(WITHOUT);
    expect(await readiness()).toEqual({ ...Object.fromEntries(PILLARS.map((name) => [name, 'ready'])), [pillar]: 'not ready' });

    await startOwn();
    await until(async () => await codeOf(pillar) === undefined);
    expect(await codes()).toEqual(EVERYBODY);
    expect(told.at(-1)).toBeNull();
    expect(Object.values(await readiness())).toEqual(PILLARS.map(() => 'ready'));

    await stopOwn();
    expect(await codes()).toEqual(WITHOUT);
    await startOwn();
    await until(async () => await codeOf(pillar) === undefined);
  });
});
