import { useEffect, useState } from 'react';
import { PILLARS, type Pillar } from './catalogue.js';
import { useWords } from './language.js';

const ASK_AGAIN_MS = 30_000;

type PillarState = 'ready' | 'down' | 'unknown';
type Readiness =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'known'; readonly pillars: Readonly<Record<Pillar, PillarState>> };

/** Names under which `GET readyz` may speak of a pillar: its subgraph's, or the pillar's own. */
const NAMES: Readonly<Record<Pillar, readonly string[]>> = {
  CENTER: ['centers', 'CENTER'],
  INFORMATIZATION: ['informatization', 'INFORMATIZATION'],
  GRID: ['grid', 'GRID'],
  XUELIANG: ['video', 'XUELIANG'],
};

const GOOD = new Set<unknown>([true, 'ready', 'ok', 'up']);

/** A pillar's value is a word, a boolean, or an object with either under `ready`, `state` or `status`. */
function toState(value: unknown): PillarState {
  if (value === undefined || value === null) return 'unknown';
  if (typeof value !== 'object') return GOOD.has(value) ? 'ready' : 'down';
  const { ready, state, status } = value as Record<string, unknown>;
  return toState(ready ?? state ?? status);
}

function toReadiness(body: unknown): Readiness {
  const pillars = (body as { pillars?: Record<string, unknown> } | null)?.pillars ?? {};
  const states = PILLARS.map((pillar) => [pillar, toState(NAMES[pillar].map((name) => pillars[name]).find((value) => value !== undefined))]);
  return { kind: 'known', pillars: Object.fromEntries(states) as Record<Pillar, PillarState> };
}

function useReadiness(): Readiness {
  const [readiness, setReadiness] = useState<Readiness>({ kind: 'asking' });
  useEffect(() => {
    // A hub that is not ready answers 503 with the same body.
    const ask = () => fetch('readyz', { headers: { accept: 'application/json' } })
      .then((response) => response.json())
      .then((body) => setReadiness(toReadiness(body)), () => setReadiness({ kind: 'unreachable' }));
    void ask();
    const timer = setInterval(() => { if (!document.hidden) void ask(); }, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return readiness;
}

const WORDS = { ready: 'stateReady', down: 'stateDown', unknown: 'stateUnknown' } as const;

/** Each pillar and its state, in words. */
export function ReadinessLine() {
  const { word } = useWords();
  const readiness = useReadiness();
  if (readiness.kind !== 'known') {
    return <p className="readiness" role="status">{word(readiness.kind === 'asking' ? 'stateAsking' : 'stateUnreachable')}</p>;
  }
  return (
    <ul className="readiness" aria-label={word('readiness')}>
      {PILLARS.map((pillar) => {
        const state = readiness.pillars[pillar];
        return (
          <li key={pillar} className={`state-${state}`}>
            {word(`pillar${pillar}`)} <span>{word(WORDS[state])}</span>
          </li>
        );
      })}
    </ul>
  );
}
