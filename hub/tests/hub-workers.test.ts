import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, jest } from '@jest/globals';
import { cleanUp, findServers, makeDataDir } from './database-harness.js';
import { ask, startProcess } from './process-harness.js';
import { loadSmallCity } from './small-city.js';

jest.setTimeout(120_000);
afterEach(cleanUp);

const childrenOf = (pid: number): readonly number[] => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  .filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('worker.js'));

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const QUESTION = '{ area(code: "2102") { name eventSummary { reported } channelSummary { registered } } }';

it('workers of a hub answer at one port over one database, are replaced when they die, and leave nothing', async () => {
  const dataDir = await makeDataDir();
  await loadSmallCity(dataDir);
  const hub = startProcess('hub/dist/main.js', { HUB_DATA_DIR: dataDir, HUB_PORT: '0', HUB_WORKERS: '2' });
  const url = await hub.url();
  const before = childrenOf(hub.pid);
  expect(before).toHaveLength(2);
  expect(await findServers(dataDir)).toHaveLength(1);
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(url, QUESTION, {})));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ data: { area: { name: '大连市', channelSummary: { registered: 25_000 } } } });
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready' });

  process.kill(before[0] ?? 0, 'SIGKILL');
  while (isAlive(before[0] ?? 0) || childrenOf(hub.pid).length < 2) await sleep(20);
  const after = childrenOf(hub.pid);
  expect(await ask(url, QUESTION, {})).toEqual(answers[0]);

  // As many requests as fit are under way when it is asked to stop: each is answered. What is not accepted yet cannot be, so the connections are there before.
  const askTogether = () => Promise.all(Array.from({ length: 20 }, () => ask(url, QUESTION, {})));
  await askTogether();
  const last = askTogether();
  await sleep(50);
  expect(await hub.end('SIGTERM')).toMatchObject({ code: 0 });
  expect(new Set((await last).map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(answers[0])]));
  expect([...before, ...after].filter(isAlive)).toEqual([]);
  expect(await findServers(dataDir)).toEqual([]);
});
