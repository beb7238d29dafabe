import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { startHub, type Hub } from '../src/start-hub.js';
import { ask } from './ask.js';
import { countOf, rowsOf, startCityServer, type CityServer } from './city-harness.js';
import type { Urls } from '../src/sample/index.js';

jest.setTimeout(180_000);

const options = { port: 0, sample: { anchorDate: '2026-11-24', events: 800, disputes: 120 }, upkeep: { intervalMs: 3_600_000 } };

let server: CityServer;
let urls: Urls;
let hub: Hub;

beforeAll(async () => {
  server = await startCityServer();
  urls = await server.provide();
  hub = await startHub({ ...options, urls });
});
afterAll(async () => {
  await hub?.stop();
  await server?.stop();
});

async function answerOf(query: string): Promise<any> {
  const { data, errors } = await ask<any>(hub.url, query);
  expect({ query, errors }).toEqual({ query, errors: undefined });
  return data;
}

const follow = (data: unknown, path: string): any => path.split('.').reduce<any>((value, name) => value?.[name], data);

it('of each assessed figure answers with that figure, whichever pillar holds it', async () => {
  const { areas } = await answerOf(`{ areas(level: DISTRICT, under: "2102") { code assessment(year: 2026) { vetoed scores {
    item { pillar measure } value numerator denominator evidence { query path } } } } }`);
  const pillars = new Set<string>();
  for (const { assessment } of areas) {
    expect(assessment.scores.length).toBeGreaterThan(5);
    for (const { item, value, numerator, denominator, evidence } of assessment.scores) {
      pillars.add(item.pillar);
      const figure = follow(await answerOf(evidence.query), evidence.path);
      expect({ evidence, figure }).toEqual({ evidence, figure: item.measure === 'RATIO' ? { numerator, denominator, value } : numerator });
    }
  }
  expect([...pillars].sort()).toEqual(['CENTER', 'GRID', 'INFORMATIZATION', 'XUELIANG']);
});

it('of each reported figure is a question that the graph answers', async () => {
  const { surveyRounds } = await answerOf('{ surveyRounds { figures(first: 200) { edges { node { metric evidence { query path } } } } } }');
  const metrics = new Map<string, { query: string; path: string }>();
  for (const { node } of surveyRounds.flatMap(({ figures }: any) => figures.edges)) metrics.set(node.metric, node.evidence);
  expect(metrics.size).toBeGreaterThan(5);
  for (const evidence of metrics.values()) expect(follow(await answerOf(evidence.query), evidence.path)).toBeTruthy();
});

it('is recorded once, and marked as the sample that it is', async () => {
  expect(await rowsOf(urls.centers, 'SELECT DISTINCT provenance FROM assessment_score UNION SELECT DISTINCT provenance FROM area_assessment')).toEqual([{ provenance: 'SAMPLE' }]);
  const before = await countOf(urls.centers, 'outbox_event');
  const again = await startHub({ ...options, urls });
  await again.stop();
  expect(await countOf(urls.centers, 'outbox_event')).toBe(before);
});
