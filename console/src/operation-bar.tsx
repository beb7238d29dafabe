import { AreaPicker } from './area-picker.js';
import type { ReadyEntry } from './catalogue.js';
import { useWords } from './language.js';

interface Props {
  /** Null where the editor holds a query of the person's own. */
  readonly entry: ReadyEntry | null;
  readonly code: string;
  readonly busy: boolean;
  /** A subscription is open; the button ends it. */
  readonly live: boolean;
  readonly onCode: (code: string) => void;
  readonly onRun: (() => void) | null;
  readonly headers: () => Readonly<Record<string, string>>;
}

/** What is asked, of which area, and the button that asks it. */
export function OperationBar({ entry, code, busy, live, onCode, onRun, headers }: Props) {
  const { word, pick } = useWords();
  return (
    <section className="operation-bar" aria-labelledby="operation-title">
      <div className="asked">
        <h2 id="operation-title" tabIndex={-1}>{entry ? pick(entry.title) : word('ownQuery')}</h2>
        <p>{entry ? pick(entry.explanation) : word('ownQueryHint')}</p>
      </div>
      <AreaPicker code={code} enabled={!entry || 'code' in entry.variables} onCode={onCode} headers={headers} />
      <button type="button" className="run" disabled={!onRun} aria-busy={busy && !live} onClick={onRun ?? undefined}>
        {word(live ? 'stop' : busy ? 'running' : 'run')}
      </button>
    </section>
  );
}
