import { PILLARS } from '@sizhu/contract';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveGateway, type GatewayOptions, type ServedGateway } from '../../src/http/serve-gateway.js';
import type { SubgraphItem, Transport } from '../../src/transport/transport.js';

/** A gateway whose grid pillar tells of the events E1, E2, …, each at the place `1-1`, `1-2`, … */
export interface LiveGateway extends ServedGateway {
  /** Of each subscription that was opened: how many events it has taken so far, and whether it has ended. */
  readonly sources: { taken: number; ended: boolean }[];
  /** So many more events have happened. */
  happen(count: number): void;
  /** Begins anew when all subscriptions have ended. */
  forget(): Promise<void>;
  /** Serves the same graph again, as if it were another. */
  reload(): Promise<void>;
  /** What queries wait for. */
  hold: Promise<void>;
}

interface LiveOptions extends Partial<GatewayOptions> {
  /** Length of each event's title. */
  readonly titleLength?: number;
}

export async function startLiveGateway({ titleLength = 4, ...options }: LiveOptions = {}): Promise<LiveGateway> {
  const sources: LiveGateway['sources'] = [];
  const waiting = new Set<() => void>();
  let happened = 0;
  const title = '事'.repeat(titleLength);

  async function* follow(signal: AbortSignal, after: string | null): AsyncGenerator<SubgraphItem> {
    const source = { taken: 0, ended: false };
    sources.push(source);
    try {
      const first = after === null ? happened + 1 : Number(after.split('-')[1]) + 1;
      if (after === null) yield { id: `1-${happened}` };
      for (let number = first; !signal.aborted; number += 1) {
        while (number > happened && !signal.aborted) await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
          signal.addEventListener('abort', wake, { once: true });
        });
        if (signal.aborted) return;
        source.taken += 1;
        yield { id: `1-${number}`, answer: { data: { eventChanged: { __typename: 'GridEvent', id: `E${number}`, title } } } };
      }
    } finally {
      source.ended = true;
    }
  }

  const transport: Transport = {
    send: async () => {
      await gateway.hold;
      return { data: { area: { __typename: 'Area', code: '2102', name: '大连市' } } };
    },
    subscribe: async ({ signal }, after) => follow(signal, after),
    checkReady: async () => {},
  };
  const source = { supergraphSdl: readFileSync(join(process.cwd(), 'supergraph.graphql'), 'utf8'), transports: Object.fromEntries(PILLARS.map((pillar) => [pillar, transport])) };
  const served = await serveGateway({
    ...source,
    port: 0,
    log: { error() {}, warn() {}, info() {} } as never,
    ...options,
  });
  const gateway: LiveGateway = {
    ...served,
    sources,
    hold: Promise.resolve(),
    reload: () => served.replaceGraph(source),
    forget: async () => {
      await until(() => sources.every(({ ended }) => ended));
      sources.length = 0;
      happened = 0;
    },
    happen: (count) => {
      happened += count;
      for (const wake of [...waiting]) wake();
    },
  };
  return gateway;
}

export const EVENTS = 'subscription { eventChanged(under: "2102") { id title } }';

const PATIENCE_MS = 20_000;

/** Looks again until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`It did not come to: ${isSo.toString()}`);
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
}
