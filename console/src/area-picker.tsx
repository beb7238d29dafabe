import { useCallback, useEffect, useState } from 'react';
import { askGraph } from './graph.js';
import { useWords } from './language.js';

/** The city: where every choice starts. */
export const CITY = '2102';

const AREA_CHOICES = `query AreaChoices($code: ID!) {
  area(code: $code) { ...Choice ancestors { ...Choice } }
}
fragment Choice on Area { code name level children { code name } }`;

interface Named {
  readonly code: string;
  readonly name: string;
}

interface Choice extends Named {
  readonly level: string;
  readonly children: readonly Named[];
}

type State =
  | { readonly kind: 'loading' | 'failed' | 'unknown' }
  | { readonly kind: 'known'; readonly path: readonly Choice[] };

interface Props {
  readonly code: string;
  readonly enabled: boolean;
  readonly onCode: (code: string) => void;
  /** What the person typed into the headers editor: a token, perhaps. */
  readonly headers: () => Readonly<Record<string, string>>;
}

/** One select a level, from the city down to the chosen area and one further. */
export function AreaPicker({ code, enabled, onCode, headers }: Props) {
  const { word } = useWords();
  const [state, retry] = useAreaPath(code, headers);
  if (!enabled) return <p className="area-note">{word('areaNotUsed')}</p>;
  if (state.kind !== 'known') return <AreaNote kind={state.kind} onCity={() => onCode(CITY)} onRetry={retry} />;
  const { path } = state;
  return (
    <fieldset className="areas">
      <legend>{word('area')}</legend>
      <span className="root-area" lang="zh-CN">{path[0]?.name}</span>
      {path.filter(({ children }) => children.length > 0).map((parent, index) => (
        <select
          key={parent.code}
          lang="zh-CN"
          aria-label={word(LEVEL_BELOW[parent.level] ?? 'area')}
          value={path[index + 1]?.code ?? ''}
          onChange={({ target }) => onCode(target.value || parent.code)}
        >
          <option value="">{word(LEVEL_BELOW[parent.level] ?? 'area')} · {word('all')}</option>
          {parent.children.map((child) => <option key={child.code} value={child.code}>{child.name}</option>)}
        </select>
      ))}
      <code>{code}</code>
    </fieldset>
  );
}

interface NoteProps {
  readonly kind: 'loading' | 'failed' | 'unknown';
  readonly onCity: () => void;
  readonly onRetry: () => void;
}

function AreaNote({ kind, onCity, onRetry }: NoteProps) {
  const { word } = useWords();
  switch (kind) {
    case 'loading':
      return <p className="area-note" role="status">{word('areaLoading')}</p>;
    case 'unknown':
      return <p className="area-note" role="alert">{word('areaUnknown')} <button type="button" onClick={onCity}>{CITY}</button></p>;
    case 'failed':
      return <p className="area-note" role="alert">{word('areaFailed')} <button type="button" onClick={onRetry}>{word('retry')}</button></p>;
  }
}

const LEVEL_BELOW: Readonly<Record<string, 'levelCITY' | 'levelDISTRICT' | 'levelSTREET' | 'levelCOMMUNITY'>> = {
  PROVINCE: 'levelCITY', CITY: 'levelDISTRICT', DISTRICT: 'levelSTREET', STREET: 'levelCOMMUNITY',
};

/** The last path stays in sight while the next one is read, so that nothing jumps. */
function useAreaPath(code: string, headers: Props['headers']) {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let stale = false;
    readPath(code, headers()).then(
      (path) => { if (!stale) setState(path ? { kind: 'known', path } : { kind: 'unknown' }); },
      () => { if (!stale) setState({ kind: 'failed' }); },
    );
    return () => { stale = true; };
    // `headers` reads what stands in the editor at that moment; a keystroke there asks nothing.
  }, [code, attempt]);
  return [state, useCallback(() => setAttempt((count) => count + 1), [])] as const;
}

async function readPath(code: string, headers: Readonly<Record<string, string>>): Promise<readonly Choice[] | null> {
  const { data } = await askGraph({ query: AREA_CHOICES, variables: { code }, operationName: 'AreaChoices' }, headers);
  if (!data) throw new Error('The hub gave no areas');
  const area = data.area as (Choice & { readonly ancestors: readonly Choice[] }) | null;
  return area && [...area.ancestors, area];
}
