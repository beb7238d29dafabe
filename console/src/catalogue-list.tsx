import { useState } from 'react';
import { PILLARS, catalogue, isReady, type Entry, type Pillar, type ReadyEntry } from './catalogue.js';
import { useWords } from './language.js';

interface Props {
  readonly open: ReadyEntry | null;
  readonly onOpen: (entry: ReadyEntry) => void;
}

/** The questions in order, narrowed to one pillar on request. */
export function CatalogueList({ open, onOpen }: Props) {
  const { word } = useWords();
  const [pillar, setPillar] = useState<Pillar | null>(null);
  const entries = catalogue.filter(({ pillars }) => pillar === null || pillars.includes(pillar));
  return (
    <>
      <div className="filter" role="group" aria-label={word('filter')}>
        {[null, ...PILLARS].map((choice) => (
          <button key={choice ?? 'all'} type="button" aria-pressed={pillar === choice} onClick={() => setPillar(choice)}>
            {choice === null ? word('all') : word(`pillar${choice}`)}
          </button>
        ))}
      </div>
      <ol className="questions">
        {entries.map((entry) => (
          <li key={entry.number}>
            {isReady(entry)
              ? <ReadyQuestion entry={entry} current={entry === open} onOpen={onOpen} />
              : <LaterQuestion entry={entry} />}
          </li>
        ))}
        {entries.length === 0 && <li>{word('nothing')}</li>}
      </ol>
    </>
  );
}

interface ReadyProps {
  readonly entry: ReadyEntry;
  readonly current: boolean;
  readonly onOpen: (entry: ReadyEntry) => void;
}

function ReadyQuestion({ entry, current, onOpen }: ReadyProps) {
  const { word, pick } = useWords();
  return (
    <button type="button" className="question" aria-current={current} onClick={() => onOpen(entry)}>
      <span className="number">{entry.number}</span>
      <span className="title">{pick(entry.title)}</span>
      <Tags pillars={entry.pillars} />
      <span className="status ready">{word('ready')}</span>
    </button>
  );
}

function LaterQuestion({ entry }: { readonly entry: Entry }) {
  const { word, pick } = useWords();
  return (
    <div className="question later">
      <span className="number">{entry.number}</span>
      <span className="title">{pick(entry.title)}</span>
      <Tags pillars={entry.pillars} />
      <span className="status">{word('later')}</span>
      {entry.missing && <span className="missing">{pick(entry.missing)}</span>}
    </div>
  );
}

function Tags({ pillars }: { readonly pillars: readonly Pillar[] }) {
  const { word } = useWords();
  return (
    <span className="tags">
      {pillars.map((pillar) => <span key={pillar} className={`tag tag-${pillar.toLowerCase()}`}>{word(`pillar${pillar}`)}</span>)}
    </span>
  );
}
