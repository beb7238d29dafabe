import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { ask } from '../ask.js';
import { startQuestionServer, type QuestionCity, type QuestionServer } from './question-city.js';
import { readyQuestions, type Question } from './questions.js';

jest.setTimeout(120_000);

let server: QuestionServer;
let small: QuestionCity;
let large: QuestionCity;

beforeAll(async () => {
  server = await startQuestionServer();
  small = await server.open('small', { events: 2_000, disputes: 200 });
  large = await server.open('large', { events: 20_000, disputes: 2_000 });
});
afterAll(() => server?.stop());

/** The statements that a question takes, sorted: resolvers of one request run in no promised order. */
async function statementsOf({ hub, statements }: QuestionCity, { query, variables }: Question): Promise<readonly string[]> {
  statements.length = 0;
  const { errors } = await ask(hub.url, query, variables);
  expect(errors).toBeUndefined();
  return statements.map(({ sql }) => sql).sort();
}

it.each(readyQuestions.map((question) => [question.number, question.operation, question] as const))(
  'question %i, %s, takes the same statements on ten times the events', async (_number, _operation, question) => {
    const few = await statementsOf(small, question);
    expect(few.length).toBeGreaterThan(0);
    expect(await statementsOf(large, question)).toEqual(few);
  });
