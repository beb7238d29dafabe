import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { ask } from '../ask.js';
import type { QuestionCity, Statement } from '../questions/question-city.js';
import { readyQuestions } from '../questions/questions.js';
import { generateQueries, type GeneratedQuery, type RecordOf } from './generate-queries.js';

export interface Asked {
  /** What was asked of the graph. */
  readonly source: string;
  readonly statement: Statement;
}

export interface Choice {
  /** The area that is asked of. */
  readonly code: string;
  /** Tier of the areas that a question lists; without it, what the catalogue says. */
  readonly level?: string;
  readonly isWanted?: (query: GeneratedQuery) => boolean;
}

/** Everything that the ready questions and every field of the graph send, once each. */
export async function collectStatements(city: QuestionCity, { code, level, isWanted = () => true }: Choice): Promise<readonly Asked[]> {
  const asked = new Map<string, Asked>();
  const send = async (source: string, query: string, variables: object = {}): Promise<any> => {
    city.statements.length = 0;
    const { data, errors } = await ask<any>(city.hub.url, query, variables);
    const failures = ((errors ?? []) as readonly { extensions?: { code?: string } }[]).filter(({ extensions }) => extensions?.code !== 'BAD_USER_INPUT');
    expect({ source, failures }).toEqual({ source, failures: [] });
    for (const statement of city.statements) {
      if (!asked.has(statement.sql)) asked.set(statement.sql, { source, statement });
    }
    return data;
  };
  for (const { operation, query, variables } of readyQuestions) {
    await send(operation, query, { ...variables, ...('code' in variables && { code }), ...(level && 'level' in variables && { level }) });
  }
  const schema = buildSchema(readFileSync(join(__dirname, '../../../supergraph.graphql'), 'utf8'), { assumeValidSDL: true });
  const queries = await generateQueries(schema, createRecordOf(city, code));
  for (const { text, connection } of queries.filter(isWanted)) {
    const data = await send(text, text);
    const page = connection?.reduce((value, name) => value?.[name], data);
    if (page?.pageInfo?.hasNextPage) {
      await send(`${text}, second page`, text.replace('first: 20', `first: 20, after: ${JSON.stringify(page.pageInfo.endCursor)}`));
    }
  }
  return [...asked.values()];
}

/** Records of a type are found in the table of its name: GridEvent in grid_event. */
const createRecordOf = (city: QuestionCity, code: string): RecordOf => async (typeName) => {
  if (typeName === 'Area') return code;
  const table = typeName.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  const [found] = await city.rows<{ schema: string }>(
    `SELECT schemaname AS schema FROM pg_tables WHERE tablename = $1 AND schemaname IN ('centers', 'informatization', 'grid', 'video') LIMIT 1`, [table]);
  if (!found) return null;
  const [row] = await city.rows<{ id: string }>(`SELECT to_jsonb(t)->>'id' AS id FROM ${found.schema}.${table} t ORDER BY 1 LIMIT 1`);
  return row?.id ?? null;
};
