import { useState } from 'react';
import { PILLARS, firstEntry, isReady, liveEntry, questions, type Entry, type Pillar, type ReadyEntry } from './catalogue.js';
import { useWords } from './language.js';

interface Props {
  readonly open: ReadyEntry | null;
  readonly onOpen: (entry: ReadyEntry) => void;
}

/** The first example, then the questions in order, narrowed to one pillar on request. */
export function CatalogueList({ open, onOpen }: Props) {
  const { word } = useWords();
  const [pillar, setPillar] = useState<Pillar | null>(null);
  const entries = questions.filter(({ pillars }) => pillar === null || pillars.includes(pillar));
  const readyCount = entries.filter(isReady).length;
  return (
    <>
      <ReadyQuestion entry={firstEntry} current={open === firstEntry} onOpen={onOpen} />
      <ReadyQuestion entry={liveEntry} current={open === liveEntry} onOpen={onOpen} />
      <h2 id="questions-title">
        {word('questions')}
        <span>{readyCount} {word('readyCount')} · {entries.length - readyCount} {word('laterCount')}</span>
      </h2>
      <div className="filter" role="group" aria-label={word('filter')}>
        {[null, ...PILLARS].map((choice) => (
          <button key={choice ?? 'all'} type="button" aria-pressed={pillar === choice} onClick={() => setPillar(choice)}>
            {choice === null ? word('all') : word(`pillar${choice}`)}
          </button>
        ))}
      </div>
      <ol className="questions" aria-labelledby="questions-title">
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
      <span className="status ready">{word(statusOf(entry))}</span>
    </button>
  );
}

const statusOf = (entry: ReadyEntry) => (entry === firstEntry ? 'startHere' : entry === liveEntry ? 'live' : 'ready');

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
