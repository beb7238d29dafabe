import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { PILLARS, type PillarName } from '@sizhu/contract';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { httpTransport, serveGateway, type HttpTransport, type ServedGateway } from '../../src/index.js';
import { answer, resets, startScriptedSubgraph, type ScriptedSubgraph } from './scripted-subgraph.js';

jest.setTimeout(30_000);

let subgraphs: Record<PillarName, ScriptedSubgraph>;
let transports: Record<PillarName, HttpTransport>;
let gateway: ServedGateway;

beforeAll(async () => {
  subgraphs = Object.fromEntries(await Promise.all(PILLARS.map(async (pillar) => [pillar, await startScriptedSubgraph(answer({}))] as const))) as typeof subgraphs;
  transports = Object.fromEntries(PILLARS.map((pillar) => [pillar, httpTransport(subgraphs[pillar].url)])) as typeof transports;
  gateway = await serveGateway({
    supergraphSdl: readFileSync(join(process.cwd(), 'supergraph.graphql'), 'utf8'), transports, port: 0, notice: 'Sample.',
    stale: { maxAgeMs: 60_000, maxBytes: 100_000 },
  });
});
afterAll(async () => {
  await gateway?.stop();
  await Promise.all(Object.values(transports ?? {}).map((transport) => transport.close()));
  await Promise.all(Object.values(subgraphs ?? {}).map((subgraph) => subgraph.stop()));
});

async function ask(query: string) {
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return await response.json() as any;
}

const AREAS = answer({ areas: [
  { __typename: 'Area', code: '210203', path: '2102/210203', name: '西岗区' },
  { __typename: 'Area', code: '210204', path: '2102/210204', name: '沙河口区' },
] });
const QUERY = '{ areas(level: DISTRICT) { name figures: gridSummary { grids } grids(first: 1) { totalCount } } }';

it('summaries of a pillar that fails are told from before, marked where they stand; the rest is null, and the pillar is named', async () => {
  subgraphs.centers.behave = AREAS;
  subgraphs.grid.behave = answer({ _entities: [7, 8].map((grids) => ({ figures: { grids }, grids: { totalCount: grids } })) });
  const whole = await ask(QUERY);
  expect(whole).toEqual({
    data: { areas: [{ name: '西岗区', figures: { grids: 7 }, grids: { totalCount: 7 } }, { name: '沙河口区', figures: { grids: 8 }, grids: { totalCount: 8 } }] },
    extensions: { notice: 'Sample.' },
  });

  subgraphs.grid.behave = resets;
  const { data, errors, extensions } = await ask(QUERY);
  expect(data).toEqual({ areas: whole.data.areas.map((area: object) => ({ ...area, grids: null })) });
  expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'grid' } }]);
  expect(extensions).toEqual({
    notice: 'Sample.',
    stale: [0, 1].map((at) => ({ path: ['areas', at, 'figures'], service: 'grid', ageSeconds: expect.any(Number) })),
  });

  // Another pillar, and other fields of the same one, have nothing from before.
  subgraphs.video.behave = resets;
  const other = await ask('{ areas(level: DISTRICT) { channelSummary { registered } gridSummary { posts } } }');
  expect(other.data).toEqual({ areas: [0, 1].map(() => ({ channelSummary: null, gridSummary: null })) });
  expect(other.extensions).toEqual({ notice: 'Sample.' });
});
