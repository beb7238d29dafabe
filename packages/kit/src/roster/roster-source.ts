import type { Subgraph } from '../subgraph/define-subgraph.js';

export interface RosterArea {
  readonly code: string;
  /** Management path as it is today. */
  readonly path: string;
}

/** Where a pillar hears of the roster of areas (区划), which the centers pillar keeps. */
export interface RosterSource {
  /** Every area, those that have ended among them. */
  read(): Promise<readonly RosterArea[]>;
  /** Something each time the roster has changed; it ends when the connection does, or at the signal. */
  listen(signal: AbortSignal): AsyncIterable<unknown>;
}

const AREAS = '{ areas(withEnded: true) { code path } }';
const CHANGES = 'subscription { rosterChanged { id } }';

interface Answer {
  readonly data?: { readonly areas?: readonly RosterArea[] } | null | undefined;
  readonly errors?: readonly { readonly message: string }[] | undefined;
}

function toAreas({ data, errors }: Answer): readonly RosterArea[] {
  if (!data?.areas) throw new Error(`The roster of areas was not answered: ${errors?.map(({ message }) => message).join('; ') ?? 'no data'}`);
  return data.areas;
}

/** The centers pillar in this process. */
export const rosterOfSubgraph = (centers: Subgraph): RosterSource => ({
  read: async () => toAreas(await centers.execute({ query: AREAS })),
  async* listen(signal) {
    const answer = await centers.subscribe({ query: CHANGES, signal });
    if (!(Symbol.asyncIterator in answer)) throw new Error(`The roster cannot be listened to: ${answer.errors?.map(({ message }) => message).join('; ')}`);
    yield* answer;
  },
});

const READ_TIMEOUT_MS = 30_000;
/** What keeps a silent connection open says nothing. */
const HEARTBEAT = /^(:[^\n]*\n+)+$/;

/** The graph, over HTTP: a pillar that is a process of its own asks it like anybody else. */
export function rosterOfGraph(url: string): RosterSource {
  const post = (query: string, accept: string, signal: AbortSignal) => fetch(url, {
    method: 'POST', headers: { 'content-type': 'application/json', accept }, body: JSON.stringify({ query }), signal,
  });
  return {
    read: async () => toAreas(await (await post(AREAS, 'application/json', AbortSignal.timeout(READ_TIMEOUT_MS))).json() as Answer),
    async* listen(signal) {
      const { ok, status, headers, body } = await post(CHANGES, 'text/event-stream', signal);
      if (!ok || !body || !headers.get('content-type')?.startsWith('text/event-stream')) throw new Error(`The graph answered status ${status} without a stream.`);
      // That something came is all that matters, so it need not be taken apart.
      for await (const chunk of body.pipeThrough(new TextDecoderStream())) if (!HEARTBEAT.test(chunk)) yield chunk;
    },
  };
}
