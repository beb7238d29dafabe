import { setImmediate as nextTurn } from 'node:timers/promises';
import { createEngine, type Engine } from '../execution/create-executor.js';
import { createPreparer, type Preparer, type PrepareOptions } from '../http/prepare-document.js';
import { loadPlanner } from '../planning/load-planner.js';
import type { StaleStore } from '../stale/stale-store.js';
import { withStaleAnswers } from '../stale/with-stale.js';
import type { Transports } from '../transport/transport.js';

/** The ways to the subgraphs of one graph, for as long as it is asked. */
export interface OpenTransports {
  readonly transports: Transports;
  /** Called once, when nothing of the graph runs any more. */
  close(): Promise<void>;
}

export interface GraphSource {
  readonly supergraphSdl: string;
  /** Finds a way to each subgraph, by the address that the supergraph gives for it. */
  openTransports(urls: Readonly<Record<string, string>>): OpenTransports;
}

export interface GraphOptions extends PrepareOptions {
  /** Sets breakers and the like before the transports that a source opens. */
  readonly guard: (transports: Transports) => Transports;
  /** Keeps what may be answered again when a subgraph does not answer; without it, nothing is. */
  readonly stale?: StaleStore | undefined;
}

/** Carried by fields of which an old answer is better than none. */
const STALE_TAG = 'stale-if-error';

/** A supergraph with all that is made of it. */
export interface Graph extends Preparer, OpenTransports {
  readonly engine: Engine;
}

/** Throws when the supergraph cannot be served. */
export function loadGraph({ supergraphSdl, openTransports }: GraphSource, { guard, stale, ...options }: GraphOptions): Graph {
  const planner = loadPlanner(supergraphSdl, options.limits);
  const opened = openTransports(planner.subgraphUrls);
  try {
    const guarded = guard(opened.transports);
    const mayBeStale = (typename: string, field: string) => planner.isTagged(STALE_TAG, typename, field);
    const engine = createEngine(planner, stale ? withStaleAnswers(guarded, { store: stale, mayBeStale }) : guarded, options.limits);
    return {
      ...createPreparer(planner.apiSchema, options),
      transports: opened.transports,
      close: async () => { await Promise.all([opened.close(), planner.close()]); },
      engine,
    };
  } catch (error) {
    void opened.close();
    throw error;
  }
}

const MAX_WARMED = 200;
const WARMING_MS = 5_000;

/** Plans on a new graph what was asked of the old one, the latest first: after a change, nobody waits for a plan. */
export async function warmGraph(graph: Graph, old: Graph): Promise<void> {
  const started = performance.now();
  for (const [query, oldDocument] of old.kept().slice(0, MAX_WARMED)) {
    for (const one of old.engine.compiledOf(oldDocument)) {
      try {
        await graph.engine.compile(graph.prepare(query), one);
      } catch {
        // What the new graph does not take any more is refused when it is asked.
      }
      // Planning blocks: requests to the old graph come in between.
      await nextTurn();
      if (performance.now() - started > WARMING_MS) return;
    }
  }
}
