import { expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { openWorld } from './worlds/open-world.js';
import type { Thing, World } from './worlds/world.js';

/** One log that two subgraphs write to. */
const log: World = {
  name: 'log',
  subgraphs: {
    left: 'type Query { entries: [Entry!]! @shareable } type Mutation { left(text: String!): Entry  must(text: String!): Entry! } type Entry @key(fields: "id") { id: ID!  text: String }',
    right: 'type Query { entries: [Entry!]! @shareable } type Mutation { right(text: String!): Entry } type Entry @key(fields: "id") { id: ID!  length: Int }',
  },
  keep: [],
  createData() {
    const entities: Thing[] = [];
    const add = ({ text }: { text: string }): Thing => {
      if (text === 'bad') throw new Error('refused');
      const entry: Thing = { __typename: 'Entry', id: String(entities.length), text, length: text.length };
      entities.push(entry);
      return entry;
    };
    return { entities, roots: { left: add, right: add, must: add, entries: () => entities } };
  },
};
const world = openWorld(log);

async function run(query: string) {
  world.use(log.createData());
  world.calls.length = 0;
  return JSON.parse(JSON.stringify(await world.execute({ document: parse(query) })));
}

it('run one after another, across subgraphs, each seen by the next', async () => {
  const { data, errors } = await run('mutation { a: left(text: "one") { id text length } b: right(text: "three") { id text length } c: left(text: "x") { id length } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({ a: { id: '0', text: 'one', length: 3 }, b: { id: '1', text: 'three', length: 5 }, c: { id: '2', length: 1 } });
  expect(Object.keys(data)).toEqual(['a', 'b', 'c']);
});

it('go on after one that failed', async () => {
  const { data, errors } = await run('mutation { a: left(text: "bad") { id } b: right(text: "good") { id } }');
  expect(data).toEqual({ a: null, b: { id: '0' } });
  expect(errors).toMatchObject([{ message: 'refused', path: ['a'], extensions: { service: 'left' } }]);
});

it('give nothing when one fails that may not be null', async () => {
  const { data, errors } = await run('mutation { b: right(text: "good") { id } a: must(text: "bad") { id } }');
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ message: 'refused', path: ['a'] }]);
});
