import { TransportError } from '../transport/transport-error.js';
import type { CallObserver, SubgraphAnswer, SubgraphCall, Transport } from '../transport/transport.js';
import type { ToldFetch, ToldTiming } from './telling.js';

/** Watches the calls of one request that asked for it. */
export interface RunWatch {
  planned(): void;
  /** Asks a pillar, and notes how that went. */
  send(transport: Transport, call: SubgraphCall, asked: Pick<ToldFetch, 'pillar' | 'path' | 'entities'>): Promise<SubgraphAnswer>;
  tell(): ToldTiming;
}

export function watchRun(now: () => number = () => performance.now()): RunWatch {
  const started = now();
  const fetches: ToldFetch[] = [];
  let plannedAt = started;
  const since = (moment: number): number => Math.round((now() - moment) * 100) / 100;

  return {
    planned: () => { plannedAt = now(); },
    send: async (transport, call, asked) => {
      const [begun, startMs, asOf] = [now(), since(started), new Date().toISOString()];
      let [bytes, retries, fromBreaker]: [number | null, number, boolean] = [null, 0, false];
      const observer: CallObserver = {
        received: (count) => { bytes = count; },
        retried: () => { retries += 1; },
        leftAlone: () => { fromBreaker = true; },
      };
      const note = (code: string | null) => { fetches.push({ ...asked, startMs, ms: since(begun), bytes, retries, fromBreaker, asOf, code }); };
      try {
        const answer = await transport.send({ ...call, observer });
        note(null);
        return answer;
      } catch (error) {
        note(error instanceof TransportError ? error.code : 'SUBGRAPH_UNAVAILABLE');
        throw error;
      }
    },
    tell: () => ({
      totalMs: since(started), planMs: Math.round((plannedAt - started) * 100) / 100,
      fetches: [...fetches].sort((one, other) => one.startMs - other.startMs),
      pillars: sumUp(fetches),
    }),
  };
}

function sumUp(fetches: readonly ToldFetch[]): ToldTiming['pillars'] {
  const pillars: Record<string, { fetches: number; ms: number; asOf: string }> = {};
  for (const { pillar, ms, asOf } of fetches) {
    const known = pillars[pillar];
    pillars[pillar] = known ? { fetches: known.fetches + 1, ms: known.ms + ms, asOf: known.asOf < asOf ? known.asOf : asOf } : { fetches: 1, ms, asOf };
  }
  return pillars;
}
