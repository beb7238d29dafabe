import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ask } from './ask.js';
import { rowsOf } from './city-harness.js';
import { startQuestionServer, type QuestionCity, type QuestionServer } from './questions/question-city.js';

jest.setTimeout(120_000);

let server: QuestionServer;
let city: QuestionCity;

beforeAll(async () => {
  server = await startQuestionServer();
  city = await server.open('search', { events: 100, disputes: 10 });
});
afterAll(() => server?.stop());

const rows = <Row extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []) => rowsOf<Row>(city.urls.centers, sql, values);

const query = `query ($text: String!, $kinds: [SearchKind!], $under: ID, $first: Int) {
  search(text: $text, kinds: $kinds, under: $under, first: $first) {
    __typename
    ... on Area { code name }
    ... on Center { id centerName: name }
    ... on Organization { id organizationName: name }
  }
}`;

const search = async (text: string, options: object = {}) => {
  city.statements.length = 0;
  const { data, errors } = await ask<any>(city.hub.url, query, { text, ...options });
  return { errors: errors as any, hits: (data?.search ?? []).map((hit: any) => hit.name ?? hit.centerName ?? hit.organizationName), data: data?.search };
};

describe('search', () => {
  it.each([
    ['a code: the area and its center before what lies inside', '210203', ['AREA', 'CENTER'], ['西岗区', '西岗区综治中心']],
    ['a whole name first', '西岗区', ['AREA'], ['西岗区']],
    ['the beginning of a name', '西岗', ['AREA', 'CENTER'], ['西岗区']],
    ['initials', 'xgq', ['AREA'], ['西岗区']],
    ['initials in capitals, full width', 'ＸＧＱ', ['AREA'], ['西岗区']],
    ['a part of a name', '岗区', ['AREA'], ['西岗区']],
    ['initials of a body', 'xgqzjj', ['ORGANIZATION'], ['西岗区住建局']],
    ['a center', '西岗区综治', ['CENTER'], ['西岗区综治中心']],
  ])('finds by %s', async (_name, text, kinds, first) => {
    const { hits, errors } = await search(text, { kinds });
    expect(errors).toBeUndefined();
    expect(hits.slice(0, first.length)).toEqual(first);
  });

  it('ranks code, whole name, beginning, initials, part', async () => {
    await rows(`INSERT INTO centers.organization (id, name, kind, area_code, provenance, search_key) VALUES
      ('rk-1', '甲', 'DEPARTMENT', '2102', 'REGISTERED', '-'), ('O5', 'rk', 'DEPARTMENT', '2102', 'REGISTERED', 'rk'),
      ('O4', 'rk局', 'DEPARTMENT', '2102', 'REGISTERED', 'rkj'), ('O3', '认可', 'DEPARTMENT', '2102', 'REGISTERED', 'rk'),
      ('O2', '甲rk', 'DEPARTMENT', '2102', 'REGISTERED', 'jrk')`);
    expect((await search('rk')).hits).toEqual(['甲', 'rk', 'rk局', '认可', '甲rk']);
  });

  it('finds each record once, with its kind', async () => {
    const { data } = await search('西岗', { first: 50 });
    const keys = data.map((hit: any) => `${hit.__typename} ${hit.code ?? hit.id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(data.map((hit: any) => hit.__typename))).toEqual(new Set(['Area', 'Center', 'Organization']));
  });

  it('stays inside an area by the management path', async () => {
    const { data } = await search('2102', { under: '210203', kinds: ['AREA'], first: 50 });
    expect(data.length).toBeGreaterThan(5);
    for (const { code } of data) expect(code).toMatch(/^210203/);
    expect((await search('西岗', { under: '210204' })).hits).toEqual([]);
    expect((await search('西岗', { under: 'nowhere' })).hits).toEqual([]);
  });

  it.each(['%', '_', '西%', '\\', "'", '西岗区%', '{', '*'])('takes %j for itself', async (text) => {
    expect(await search(text)).toMatchObject({ hits: [], errors: undefined });
  });

  it.each([
    ['no text', '', {}, 'text'], ['blanks', '   ', {}, 'text'], ['a long text', '区'.repeat(51), {}, 'text'], ['a zero byte', 'a\0', {}, 'text'],
    ['none', '区', { first: 0 }, 'first'], ['too many', '区', { first: 51 }, 'first'], ['no kind', '区', { kinds: [] }, 'kinds'],
  ])('refuses %s', async (_name, text, options, argument) => {
    expect((await search(text, options)).errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  it('takes as many statements for many hits as for few', async () => {
    await search('西岗', { first: 3 });
    const few = city.statements.length;
    await search('西岗', { first: 50 });
    expect(few).toBeLessThanOrEqual(4);
    expect(city.statements.length).toBe(few);
  });
});

describe('terms', () => {
  const termsOf = async (id: string) =>
    (await rows<{ term: string }>('SELECT term FROM centers.search_term WHERE record_id = $1 ORDER BY place, term', [id])).map(({ term }) => term);

  it('follow a new name, get their initials from the upkeep, and go with the record', async () => {
    await rows(`INSERT INTO centers.organization (id, name, kind, area_code, provenance, search_key) VALUES ('OX', '新局', 'DEPARTMENT', '2102', 'REGISTERED', 'xj')`);
    expect(await termsOf('OX')).toEqual(['ox', '新局', 'xj', '局']);
    await rows(`UPDATE centers.organization SET name = '老院' WHERE id = 'OX'`);
    expect(await termsOf('OX')).toEqual(['ox', '老院', '院']);
    await rows(`UPDATE centers.organization SET kind = 'GOVERNMENT' WHERE id = 'OX'`);
    expect(await termsOf('OX')).toHaveLength(3);
    await rows(`DELETE FROM centers.organization WHERE id = 'OX'`);
    expect(await termsOf('OX')).toEqual([]);
  });

  it('of the whole city are what its rows say', async () => {
    const [row] = await rows<{ missing: number; extra: number }>(`
      WITH said AS (
        SELECT 'AREA'::centers."SearchKind" AS kind, code AS id, t.* FROM centers.area, centers.search_terms(ARRAY[code], name, search_key) t
        UNION ALL SELECT 'CENTER', id, t.* FROM centers.center, centers.search_terms(ARRAY[id, area_code], name, search_key) t
        UNION ALL SELECT 'ORGANIZATION', id, t.* FROM centers.organization, centers.search_terms(ARRAY[id], name, search_key) t),
      kept AS (SELECT kind, record_id, place, term FROM centers.search_term)
      SELECT (SELECT count(*)::int FROM (TABLE said EXCEPT TABLE kept) x) AS missing, (SELECT count(*)::int FROM (TABLE kept EXCEPT TABLE said) x) AS extra`);
    expect(row).toEqual({ missing: 0, extra: 0 });
  });
});

it('gives initials to what came without them', async () => {
  await rows(`INSERT INTO centers.organization (id, name, kind, area_code, provenance) VALUES ('OY', '渔业局', 'DEPARTMENT', '2102', 'REGISTERED')`);
  const { createSubgraph } = await import('../../subgraphs/centers/src/subgraph.js');
  const subgraph = createSubgraph({ databaseUrl: city.urls.centers });
  try {
    await subgraph.upkeep?.(new Date());
  } finally {
    await subgraph.close();
  }
  expect((await search('yyj', { kinds: ['ORGANIZATION'] })).hits).toContain('渔业局');
});
