import type { DocumentNode } from 'graphql';
import type { Answer, AnswerItem } from '../execution/compile-operation.js';
import type { Engine, Subscriber } from '../execution/create-executor.js';
import type { PrepareDocument } from '../http/prepare-document.js';
import type { Transports } from '../transport/transport.js';
import { loadGraph, warmGraph, type Graph, type GraphOptions, type GraphSource } from './load-graph.js';

/** A graph that can be replaced while it is asked. A document belongs to the graph that prepared it. */
export interface LiveGraph extends Pick<Engine, 'execute' | 'write' | 'subscribe'> {
  readonly prepare: PrepareDocument;
  /** Of the graph that new requests go to. */
  readonly transports: () => Transports;
  /** New requests go to the next graph once it is ready; rejects, and changes nothing, when it does not load. */
  replace(next: GraphSource): Promise<void>;
  /** How many graphs are asked, and how many are kept for what still runs on them. */
  readonly alive: () => number;
  close(): Promise<void>;
}

/** One graph of several, with what still runs on it. */
interface Generation {
  readonly graph: Graph;
  running: number;
  isRetired: boolean;
  isClosed: boolean;
  /** Aborted when its subscriptions are to go on with a later graph. */
  readonly moving: AbortController;
}

/** Graphs that are kept at most for what still runs on them: more of them, and a change waits. */
const MAX_RETIRED = 3;

export function createLiveGraph(first: GraphSource, options: GraphOptions): LiveGraph {
  const owners = new WeakMap<DocumentNode, { readonly generation: Generation; readonly query: string }>();
  const retired = new Set<Generation>();
  const closing = new Set<Promise<void>>();
  let onRoom: (() => void) | undefined;
  let current = begin(loadGraph(first, options));
  let replacing: Promise<void> = Promise.resolve();

  function end(generation: Generation): void {
    if (!generation.isRetired || generation.running > 0 || generation.isClosed) return;
    generation.isClosed = true;
    retired.delete(generation);
    const closed = generation.graph.close().finally(() => { closing.delete(closed); });
    closing.add(closed);
    onRoom?.();
  }

  const leave = (generation: Generation): void => {
    generation.running -= 1;
    end(generation);
  };

  const prepare: PrepareDocument = (query) => {
    const document = current.graph.prepare(query);
    if (!owners.has(document)) owners.set(document, { generation: current, query });
    return document;
  };

  /** A document whose graph has ended meanwhile is prepared anew. */
  function enter(document: DocumentNode): { readonly generation: Generation; readonly document: DocumentNode } {
    const owner = owners.get(document);
    if (!owner) throw new Error('The document was prepared elsewhere.');
    if (owner.generation.isClosed) return enter(prepare(owner.query));
    owner.generation.running += 1;
    return { generation: owner.generation, document };
  }

  const subscribe: Subscriber = async (request, { after, signal }) => {
    const query = owners.get(request.document)?.query ?? '';
    const open = async (given: DocumentNode, place: string | null) => {
      const { generation, document } = enter(given);
      const items = await generation.graph.engine.subscribe({ ...request, document }, { after: place, signal: AbortSignal.any([signal, generation.moving.signal]) })
        .catch((error: unknown) => { leave(generation); throw error; });
      if (!(Symbol.asyncIterator in items)) leave(generation);
      return { generation, items };
    };

    async function* follow(generation: Generation, items: AsyncIterable<AnswerItem>, start: string | null): AsyncGenerator<AnswerItem, void> {
      let place = start;
      try {
        for await (const item of items) {
          place = item.id;
          if (item.answer) yield item;
        }
      } finally {
        leave(generation);
      }
      if (signal.aborted || !generation.moving.signal.aborted) return;
      const next = await open(prepare(query), place);
      if (Symbol.asyncIterator in next.items) yield* follow(next.generation, next.items, place);
      else yield { id: place ?? '', answer: next.items };
    }

    const { generation, items } = await open(request.document, after);
    return Symbol.asyncIterator in items ? follow(generation, items, after) : items;
  };

  async function replace(next: GraphSource): Promise<void> {
    if (retired.size >= MAX_RETIRED) {
      // Requests end by their deadline; subscriptions do not.
      for (const generation of retired) generation.moving.abort();
      await new Promise<void>((resolve) => { onRoom = resolve; });
      onRoom = undefined;
    }
    const graph = loadGraph(next, options);
    await warmGraph(graph, current.graph);
    const old = current;
    current = begin(graph);
    old.isRetired = true;
    retired.add(old);
    end(old);
  }

  return {
    prepare,
    subscribe,
    execute: async (request) => {
      const { generation, document } = enter(request.document);
      let answer: Answer | undefined;
      try {
        answer = await generation.graph.engine.execute({ ...request, document });
      } finally {
        if (!answer?.later) leave(generation);
      }
      return answer.later ? { ...answer, later: endWith(answer.later, () => leave(generation)) } : answer;
    },
    write: async (request) => {
      const { generation, document } = enter(request.document);
      try {
        return await generation.graph.engine.write({ ...request, document });
      } finally {
        leave(generation);
      }
    },
    transports: () => current.graph.transports,
    alive: () => retired.size + 1,
    replace: (next) => {
      const replaced = replacing.then(() => replace(next));
      replacing = replaced.catch(() => {});
      return replaced;
    },
    close: async () => {
      await replacing;
      for (const generation of [current, ...retired]) {
        generation.isRetired = true;
        end(generation);
      }
      await Promise.all(closing);
    },
  };
}

const begin = (graph: Graph): Generation => ({ graph, running: 0, isRetired: false, isClosed: false, moving: new AbortController() });

/** What is deferred runs on the graph that it began with; it may be given up before anybody asked for any of it. */
function endWith<T>(later: AsyncGenerator<T, void>, onEnd: () => void): AsyncGenerator<T, void> {
  let isEnded = false;
  const end = (): void => {
    if (!isEnded) onEnd();
    isEnded = true;
  };
  const noteEnd = (result: IteratorResult<T, void>): IteratorResult<T, void> => {
    if (result.done) end();
    return result;
  };
  const giveUp = (error: unknown): never => {
    end();
    throw error;
  };
  return {
    next: () => later.next().then(noteEnd, giveUp),
    return: () => later.return().finally(end),
    throw: (error) => later.throw(error).then(noteEnd, giveUp),
    [Symbol.asyncIterator]() { return this; },
    [Symbol.asyncDispose]: () => later.return().then(end, giveUp),
  };
}
