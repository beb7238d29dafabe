import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCommand } from '../../src/standalone/read-settings.js';
import { startGateway, type StandaloneGateway } from '../../src/standalone/start-gateway.js';
import { answer, startScriptedSubgraph, type ScriptedSubgraph } from '../faults/scripted-subgraph.js';
import { composeSmall } from './small-supergraph.js';

jest.setTimeout(60_000);

let folder: string;
let file: string;
let subgraph: ScriptedSubgraph;
let gateway: StandaloneGateway;
let logged: { readonly level: string; readonly fields: any; readonly message: string }[];

beforeAll(async () => { subgraph = await startScriptedSubgraph(answer({ hello: '你好', more: '更多' })); });
afterAll(() => subgraph?.stop());
beforeEach(async () => {
  logged = [];
  folder = await mkdtemp(join(tmpdir(), 'sizhu-gateway-'));
  file = join(folder, 'supergraph.graphql');
  await writeFile(file, composeSmall(subgraph.url));
});
afterEach(async () => {
  await gateway?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(...args: string[]): Promise<void> {
  const command = readCommand(['--supergraph', file, '--port', '0', '--reload-ms', '50', ...args], {});
  if (command.kind !== 'serve') throw new Error('not to be served');
  const note = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message });
  gateway = await startGateway(command.settings, { error: note('error'), warn: note('warn'), info: note('info') } as never);
}

async function ask(query: string) {
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return await response.json() as any;
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!await isSo()) await sleep(10);
}

const isServed = async (query: string) => (await ask(query)).errors === undefined;

describe('a file that changes', () => {
  const next = () => composeSmall(subgraph.url, 'more: String');

  it.each<[string, (sdl: string) => Promise<void>]>([
    ['is written over', (sdl) => writeFile(file, sdl)],
    ['is replaced by another of its name, as editors do', async (sdl) => {
      await writeFile(`${file}.tmp`, sdl);
      await rename(`${file}.tmp`, file);
    }],
    ['is gone for a while', async (sdl) => {
      await unlink(file);
      await sleep(150);
      await writeFile(file, sdl);
    }],
    ['is written in halves, with a pause', async (sdl) => {
      await writeFile(file, sdl.slice(0, sdl.length / 2));
      await sleep(200);
      await writeFile(file, sdl);
    }],
    ['becomes a link that leads elsewhere', async (sdl) => {
      await writeFile(join(folder, 'elsewhere'), sdl);
      await unlink(file);
      await symlink('elsewhere', file);
    }],
  ])('%s: it is served, and nothing before it fails', async (_name, change) => {
    await start();
    expect(await ask('{ hello }')).toEqual({ data: { hello: '你好' } });
    expect((await ask('{ more }')).errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    let failed = 0;
    const changed = change(next());
    await until(async () => {
      if (!await isServed('{ hello }')) failed += 1;
      return isServed('{ more }');
    });
    await changed;
    expect(failed).toBe(0);
  });

  it('and does not load is refused in one line of the log, and the one before it serves', async () => {
    await start();
    await writeFile(file, 'type Query { hello: Strin');
    await until(() => logged.some(({ level }) => level === 'error'));
    expect(logged).toEqual([{ level: 'error', fields: { file, reason: expect.stringMatching(/^Syntax Error: [^\n]+$/) }, message: expect.any(String) }]);
    expect(await ask('{ hello }')).toEqual({ data: { hello: '你好' } });
    await writeFile(file, next());
    await until(() => isServed('{ more }'));
  });

  it('every 100 ms under load fails no request, and keeps few graphs', async () => {
    await start();
    const until = performance.now() + 4_000;
    let [asked, failed, most] = [0, 0, 0];
    const clients = Array.from({ length: 8 }, async () => {
      while (performance.now() < until) {
        const { data } = await ask('{ hello }');
        asked += 1;
        if (data?.hello !== '你好') failed += 1;
        most = Math.max(most, gateway.graphsAlive());
      }
    });
    for (let turn = 0; performance.now() < until; turn += 1) {
      await writeFile(file, composeSmall(subgraph.url, `more${turn}: String`));
      await sleep(100);
    }
    await Promise.all(clients);
    expect({ failed, isBounded: most <= 4, hasChanged: logged.length >= 5 }).toEqual({ failed: 0, isBounded: true, hasChanged: true });
    expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
    expect(asked).toBeGreaterThan(0);
    await sleep(200);
    expect(gateway.graphsAlive()).toBe(1);
  });
});

describe('the schema', () => {
  const QUESTION = '{ __schema { queryType { name } } }';

  it('is told to nobody by default, not even by a suggestion', async () => {
    await start();
    expect((await ask(QUESTION)).errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }, {}]);
    const { errors } = await ask('{ hell }');
    expect(errors).toMatchObject([{ message: 'Cannot query field "hell" on type "Query".' }]);
    expect(await ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  });

  it('is told when it may be', async () => {
    await start('--introspection');
    expect(await ask(QUESTION)).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
    expect((await ask('{ hell }')).errors).toMatchObject([{ message: expect.stringContaining('Did you mean "hello"?') }]);
  });
});

describe('a start that fails says in one line', () => {
  it.each<[string, () => Promise<readonly string[]>, RegExp]>([
    ['that there is no file', async () => ['--supergraph', join(folder, 'none')], /^There is no file \S+\/none: name the file of a supergraph with --supergraph\.$/],
    ['that it is no supergraph', async () => { await writeFile(file, 'type Query { a: Int }'); return []; }, /^The supergraph \S+ cannot be served: .+$/],
    ['that the port is taken', async () => ['--port', new URL(subgraph.url).port], /^Port \d+ is taken by another program: stop it, or choose another with --port\.$/],
    ['that the address is none of this machine', async () => ['--host', '192.0.2.1'], /^This machine has no address 192\.0\.2\.1: correct --host\.$/],
    ['that it names no such subgraph', async () => ['--subgraph', 'wrods=http://127.0.0.1:1/'], /names no subgraph wrods, but words: correct --subgraph\.$/],
    ['that a subgraph has no address', async () => { await writeFile(file, composeSmall('')); return []; }, /gives no address for words: give one with --subgraph words=http:\/\/…$/],
  ])('%s', async (_name, prepare, expected) => {
    const error = await start(...await prepare()).then(() => null, (reason: unknown) => reason as Error);
    expect(error?.message).toMatch(expected);
    expect(error?.message).not.toContain('\n');
  });
});
