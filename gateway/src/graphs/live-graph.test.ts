import { describe, expect, it } from '@jest/globals';
import { composeSmall } from '../../tests/standalone/small-supergraph.js';
import { DEFAULT_LIMITS } from '../limits/index.js';
import type { SubgraphAnswer, Transport } from '../transport/transport.js';
import { createLiveGraph } from './live-graph.js';
import { loadGraph, warmGraph, type GraphSource } from './load-graph.js';

const OPTIONS = { limits: DEFAULT_LIMITS, introspection: true, guard: <T>(transports: T) => transports };

/** A subgraph that answers when it is told to. */
function createSubgraph() {
  const waiting: ((answer: SubgraphAnswer) => void)[] = [];
  let closed = 0;
  const transport: Transport = {
    send: () => new Promise((resolve) => { waiting.push(resolve); }),
    subscribe: async () => (async function* () {
      for (let id = 1; ; id += 1) yield { id: String(id), answer: await new Promise<SubgraphAnswer>((resolve) => { waiting.push(resolve); }) };
    })(),
    checkReady: async () => {},
  };
  return {
    source: (more = ''): GraphSource => ({
      supergraphSdl: composeSmall('http://words', more),
      openTransports: () => ({ transports: { words: transport }, close: async () => { closed += 1; } }),
    }),
    answer: (hello: string) => waiting.shift()?.({ data: { hello } }),
    waiting: () => waiting.length,
    closed: () => closed,
  };
}

const turn = () => new Promise((resolve) => { setTimeout(resolve, 5); });

describe('a graph that is replaced', () => {
  it('finishes what runs on it, and then lets go of its subgraphs', async () => {
    const { source, answer, closed } = createSubgraph();
    const graph = createLiveGraph(source(), OPTIONS);
    const running = graph.execute({ document: graph.prepare('{ hello }') });
    await turn();
    await graph.replace(source('more: Int'));
    expect({ alive: graph.alive(), closed: closed() }).toEqual({ alive: 2, closed: 0 });
    answer('old');
    expect(await running).toEqual({ data: { hello: 'old' } });
    expect({ alive: graph.alive(), closed: closed() }).toEqual({ alive: 1, closed: 1 });
    await graph.close();
    expect(closed()).toBe(2);
  });

  it('takes a document that was prepared before and asked after', async () => {
    const { source, answer } = createSubgraph();
    const graph = createLiveGraph(source(), OPTIONS);
    const document = graph.prepare('{ hello }');
    await graph.replace(source('more: Int'));
    const running = graph.execute({ document });
    await turn();
    answer('new');
    expect(await running).toEqual({ data: { hello: 'new' } });
  });

  it('is kept by none that does not load', async () => {
    const { source, answer } = createSubgraph();
    const graph = createLiveGraph(source(), OPTIONS);
    await expect(graph.replace({ ...source(), supergraphSdl: 'type Query { hello: String }' })).rejects.toThrow();
    const running = graph.execute({ document: graph.prepare('{ hello }') });
    await turn();
    answer('old');
    expect(await running).toEqual({ data: { hello: 'old' } });
    expect(graph.alive()).toBe(1);
  });

  it('waits when requests of too many before it still run', async () => {
    const { source, answer, waiting } = createSubgraph();
    const graph = createLiveGraph(source(), OPTIONS);
    const running: Promise<unknown>[] = [];
    for (let index = 0; index < 3; index += 1) {
      running.push(graph.execute({ document: graph.prepare('{ hello }') }));
      await turn();
      await graph.replace(source(`more${index}: Int`));
    }
    let isReplaced = false;
    const replacing = graph.replace(source('last: Int')).then(() => { isReplaced = true; });
    await turn();
    expect({ alive: graph.alive(), isReplaced, waiting: waiting() }).toEqual({ alive: 4, isReplaced: false, waiting: 3 });
    answer('first');
    await replacing;
    answer('second');
    answer('third');
    await Promise.all(running);
    expect(graph.alive()).toBe(1);
  });
});

it('what was asked of the old graph is compiled on the new before anybody asks', async () => {
  const { source } = createSubgraph();
  const [old, next] = [loadGraph(source('gone: Int'), OPTIONS), loadGraph(source('more: Int'), OPTIONS)];
  const QUERY = 'query A($yes: Boolean!) { hello @include(if: $yes) } query B { hello }';
  for (const values of [{ yes: true }, { yes: false }]) await old.engine.compile(old.prepare(QUERY), { operationName: 'A', values });
  await old.engine.compile(old.prepare('{ gone }'), { operationName: '', values: {} });
  await warmGraph(next, old);
  expect(next.kept().map(([query]) => query)).toEqual([QUERY]);
  expect(next.engine.compiledOf(next.prepare(QUERY))).toEqual([{ operationName: 'A', values: { yes: true } }, { operationName: 'A', values: { yes: false } }]);
});
