import { useEffect, useRef, useState } from 'react';
import { CatalogueList } from './catalogue-list.js';
import type { ReadyEntry } from './catalogue.js';
import { useWords } from './language.js';

const NARROW = '(max-width: 900px)';

interface Props {
  readonly open: ReadyEntry | null;
  readonly onOpen: (entry: ReadyEntry) => void;
}

/** A column beside the workbench; on a narrow page a drawer behind a button. */
export function CataloguePanel(props: Props) {
  return useNarrow() ? <Drawer {...props} /> : <Column {...props} />;
}

function Column(props: Props) {
  const { word } = useWords();
  return (
    <nav className="catalogue" aria-label={word('questions')}>
      <CatalogueList {...props} />
    </nav>
  );
}

function Drawer({ open, onOpen }: Props) {
  const { word, pick } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  return (
    <nav className="catalogue-button" aria-label={word('questions')}>
      <button type="button" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>
        <span aria-hidden="true">☰</span> {word('questions')}
      </button>
      {open && <span className="current">{open.number} · {pick(open.title)}</span>}
      <dialog ref={dialog} className="drawer" aria-label={word('questions')} onClick={(event) => { if (event.target === dialog.current) close(); }}>
        <div className="drawer-body">
          <button type="button" className="close" onClick={close}>{word('close')}</button>
          <CatalogueList open={open} onOpen={(entry) => { close(); onOpen(entry); }} />
        </div>
      </dialog>
    </nav>
  );
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const follow = () => setNarrow(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return narrow;
}
