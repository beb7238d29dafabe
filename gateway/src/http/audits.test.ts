import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { serverAudits, type Audit } from 'graphql-http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveGateway, type ServedGateway } from './serve-gateway.js';

const transport = { send: async () => ({ data: {} }), checkReady: async () => {} };
let gateway: ServedGateway;

beforeAll(async () => {
  gateway = await serveGateway({
    supergraphSdl: readFileSync(join(process.cwd(), 'supergraph.graphql'), 'utf8'),
    transports: { centers: transport, informatization: transport, grid: transport, video: transport },
    port: 0,
  });
});
afterAll(() => gateway?.stop());

const audits: readonly Audit[] = serverAudits({ url: () => `${gateway.url}/graphql` });

it('there are audits', () => expect(audits.length).toBeGreaterThanOrEqual(61));

it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (_id, _name, audit) => {
  const result = await audit.fn();
  expect(result).toMatchObject({ status: 'ok' });
});
