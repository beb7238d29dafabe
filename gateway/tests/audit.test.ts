import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listSegments, openAuditLog, openSigningKey, verifyFiles, type AuditLog, type SigningKey } from '@sizhu/kit';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveGateway, type ServedGateway, type SubgraphCall } from '../src/index.js';

const SDL = 'type Query { count: Int } type Mutation { add(title: String!): Int! remove: Int! }';

let root: string;
let key: SigningKey;
let folder: string;
let log: AuditLog;
let gateway: ServedGateway;
/** What came to the subgraph. */
let calls: SubgraphCall[] = [];
/** Set where the disk is to fail. */
let isDiskFull = false;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sizhu-audit-'));
  key = await openSigningKey(root, 'audit');
  folder = join(root, 'log');
  log = await openAuditLog({ folder, key });
  const { supergraphSdl = '' } = composeServices([{ name: 'grid', typeDefs: parse(SDL), url: 'http://grid' }]);
  const answers: Readonly<Record<string, object>> = { add: { data: { add: 1 } }, remove: { data: null, errors: [{ message: 'no', extensions: { code: 'BAD_USER_INPUT' } }] }, count: { data: { count: 1 } } };
  gateway = await serveGateway({
    supergraphSdl, port: 0, log: { info() {}, warn() {}, error() {} },
    audit: { append: async (record) => { if (isDiskFull) throw new Error('ENOSPC'); return log.append(record); }, close: log.close },
    transports: { grid: { checkReady: async () => {}, send: async (call) => {
      calls.push(call);
      return answers[/add|remove|count/.exec(call.query)?.[0] ?? ''] ?? {};
    } } },
  });
});
afterAll(async () => {
  await gateway?.stop();
  await log?.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => {
  calls = [];
  isDiskFull = false;
});

const ask = async (query: string, variables = {}) => {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' }, body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: await response.json() };
};
const readRecords = async () => (await readFile((await listSegments(folder))[0] as string, 'utf8')).split('\n').filter((line) => line.startsWith('{"seq"')).map((line) => JSON.parse(line));

describe('a change', () => {
  it('is written down before it is executed and when it has ended, without what was sent', async () => {
    expect(await ask('mutation ($title: String!) { add(title: $title) }', { title: '井盖' })).toMatchObject({ status: 200, body: { data: { add: 1 } } });
    const [begun, ended] = (await readRecords()).slice(-2);
    expect(begun).toMatchObject({ kind: 'MUTATION', phase: 'BEGUN', fields: ['add'], operation: expect.stringMatching(/^[\w-]{43}$/), variables: expect.stringMatching(/^[\w-]{43}$/) });
    expect(ended).toMatchObject({ kind: 'MUTATION', phase: 'ENDED', id: begun.id, codes: [], answer: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await readFile((await listSegments(folder))[0] as string, 'utf8')).not.toContain('井盖');
  });

  it('that fails is written down with its codes', async () => {
    await ask('mutation { remove }');
    expect((await readRecords()).at(-1)).toMatchObject({ phase: 'ENDED', codes: ['BAD_USER_INPUT'] });
  });

  it('that cannot be written down is not made, and queries are answered', async () => {
    isDiskFull = true;
    expect(await ask('mutation { add(title: "x") }')).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: 'AUDIT_UNAVAILABLE', retryable: true } }] } });
    expect(calls).toEqual([]);
    expect(await ask('{ count }')).toMatchObject({ status: 200, body: { data: { count: 1 } } });
    isDiskFull = false;
    expect(await ask('mutation { add(title: "x") }')).toMatchObject({ status: 200 });
  });
});

it('a query leaves no record', async () => {
  const before = (await readRecords()).length;
  await ask('{ count }');
  expect((await readRecords()).length).toBe(before);
});

it('the log is whole', async () => {
  await log.close();
  expect(await verifyFiles(await listSegments(folder), { publicKeys: key.publicKeys })).toMatchObject({ ok: true, records: 6 });
});
