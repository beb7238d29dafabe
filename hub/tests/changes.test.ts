import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createChanger, openPrismaAdapter, type ChangeRequest } from '@sizhu/kit';
import { PrismaClient, type Prisma } from '../../subgraphs/grid/src/__generated__/prisma/client.js';
import { countOf, rowsOf, startCityServer, type CityServer } from './city-harness.js';

jest.setTimeout(120_000);

let server: CityServer;
let url: string;
let prisma: PrismaClient;

beforeAll(async () => {
  server = await startCityServer();
  url = (await server.provideMigrated()).grid;
  prisma = new PrismaClient({ adapter: openPrismaAdapter({ url, schema: 'grid' }) });
});
afterAll(async () => {
  await prisma?.$disconnect();
  await server?.stop();
});
beforeEach(() => prisma.$executeRaw`TRUNCATE grid, idempotency_key, outbox_event CASCADE`);

const request = (idempotencyKey: string, name = 'one'): ChangeRequest => ({ idempotencyKey, operation: 'addGrid', input: { name } });

/** Adds a grid and says so: what each change here is. */
const add = (asked: ChangeRequest, id: string, fail = false) =>
  createChanger<Prisma.TransactionClient>(prisma)(asked, async (tx, announce) => {
    await tx.grid.create({ data: { id, code: id, name: id, areaPath: '2102', terminals: 0, terminalsActive: 0, provenance: 'REGISTERED' } });
    await announce({ topic: 'grid.added', subject: id, areaPath: '2102', payload: { id } });
    if (fail) throw new Error('something else went wrong');
    return { __typename: 'GridAdded', id };
  });

const count = async () => ({ grids: await countOf(url, 'grid'), announced: await countOf(url, 'outbox_event'), keys: await countOf(url, 'idempotency_key') });

describe('a change', () => {
  it('is there together with its key and its announcement', async () => {
    expect(await add(request('key-00001'), 'G1')).toEqual({ __typename: 'GridAdded', id: 'G1' });
    expect(await count()).toEqual({ grids: 1, announced: 1, keys: 1 });
    expect(await rowsOf(url, 'SELECT topic, subject, area_path, payload FROM outbox_event'))
      .toEqual([{ topic: 'grid.added', subject: 'G1', area_path: '2102', payload: { id: 'G1' } }]);
  });

  it('that fails leaves nothing, not even its key', async () => {
    await expect(add(request('key-00001'), 'G1', true)).rejects.toThrow('something else');
    expect(await count()).toEqual({ grids: 0, announced: 0, keys: 0 });
    expect(await add(request('key-00001'), 'G1')).toMatchObject({ id: 'G1' });
  });

  it('asked again answers the same and changes nothing', async () => {
    await add(request('key-00001'), 'G1');
    expect(await add(request('key-00001'), 'G2')).toEqual({ __typename: 'GridAdded', id: 'G1' });
    expect(await count()).toEqual({ grids: 1, announced: 1, keys: 1 });
  });

  it.each([
    ['another input', { ...request('key-00001'), input: { name: 'two' } }],
    ['another mutation', { ...request('key-00001'), operation: 'removeGrid' }],
  ])('is refused under the key of %s', async (_name, asked) => {
    await add(request('key-00001'), 'G1');
    expect(await add(asked, 'G2')).toMatchObject({ __typename: 'KeyReused' });
    expect(await count()).toEqual({ grids: 1, announced: 1, keys: 1 });
  });

  it('asked twenty times at once happens once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, number) => add(request('key-00001'), `G${number}`)));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(await count()).toEqual({ grids: 1, announced: 1, keys: 1 });
  });

  it('does not wait for changes under other keys', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, number) => add(request(`key-${number}-000`), `G${number}`)));
    expect(await count()).toEqual({ grids: 20, announced: 20, keys: 20 });
  });

  it('that waits for another which waits for it is made again', async () => {
    await Promise.all(['G1', 'G2'].map((id) => add(request(`key-of-${id}`), id)));
    let arrived = 0;
    const bothAreThere = Promise.withResolvers<void>();
    const touch = (key: string, ids: readonly string[]) => createChanger<Prisma.TransactionClient>(prisma)(request(key), async (tx) => {
      const [first, second] = ids;
      await tx.$executeRaw`UPDATE grid SET terminals = terminals + 1 WHERE id = ${first}`;
      arrived += 1;
      if (arrived === 2) bothAreThere.resolve();
      await bothAreThere.promise;
      await tx.$executeRaw`UPDATE grid SET terminals = terminals + 1 WHERE id = ${second}`;
      return { ids };
    });
    await Promise.all([touch('key-one-two', ['G1', 'G2']), touch('key-two-one', ['G2', 'G1'])]);
    expect(arrived).toBe(3);
    expect(await rowsOf(url, 'SELECT terminals FROM grid')).toEqual([{ terminals: 2 }, { terminals: 2 }]);
  });

  it.each(['', 'short', 'with a space', '键键键键键键键键', 'x'.repeat(101)])('names the key %j as bad input', async (key) => {
    await expect(async () => add(request(key), 'G1')).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'idempotencyKey' } });
  });
});
