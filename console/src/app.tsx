import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { AnswerCards } from './answer-cards.js';
import { CITY } from './area-picker.js';
import { CataloguePanel } from './catalogue-panel.js';
import { findEntryOf, firstEntry, variablesOf, type ReadyEntry } from './catalogue.js';
import type { GraphAnswer } from './graph.js';
import { nowOf, useHub } from './hub.js';
import { LanguageContext, useLanguageChoice } from './language.js';
import { OperationBar } from './operation-bar.js';
import { PageHeader } from './page-header.js';
import { TEXTS } from './texts.js';
import type { WorkbenchHandle } from './workbench-handle.js';

/** The editor weighs far more than the rest: header and catalogue stand before it arrives. */
const Workbench = lazy(() => import('./workbench.js'));

export function App() {
  const [language, chooseLanguage] = useLanguageChoice();
  const hub = useHub();
  const [handle, setHandle] = useState<WorkbenchHandle | null>(null);
  const [operationName, setOperationName] = useState<string | null>(firstEntry.operation.name);
  const [busy, setBusy] = useState(false);
  const [live, setLive] = useState(false);
  const [answer, setAnswer] = useState<GraphAnswer | null>(null);
  const [code, setCode] = useState(CITY);
  const chosenCode = useRef<string | null>(null);
  const entry = findEntryOf(operationName);

  const open = (chosen: ReadyEntry) => {
    const variables = variablesOf(chosen, nowOf(hub), chosenCode.current);
    handle?.open(chosen.operation, variables);
    if (typeof variables.code === 'string') setCode(variables.code);
    setAnswer(null);
  };
  const chooseArea = (chosen: string) => {
    chosenCode.current = chosen;
    setCode(chosen);
    handle?.setVariable('code', chosen);
  };
  const keepAnswer = useCallback((name: string, given: GraphAnswer) => {
    if (name === firstEntry.operation.name) setAnswer(given);
  }, []);
  const headers = useCallback(() => handle?.headers() ?? {}, [handle]);

  return (
    <LanguageContext value={language}>
      <PageHeader hub={hub} onLanguage={chooseLanguage} />
      <div className="page">
        <CataloguePanel open={entry} onOpen={open} />
        <main>
          <OperationBar
            entry={entry} code={code} busy={busy} live={live} headers={headers}
            onCode={chooseArea} onRun={handle && (() => handle.run())}
          />
          {entry === firstEntry && <AnswerCards answer={answer} />}
          <section className="workbench" aria-label={TEXTS.workbench[language]}>
            <Suspense fallback={<p className="opening" role="status">{TEXTS.workbenchLoading[language]}</p>}>
              <Workbench
                initialVariables={firstEntry.variables}
                onHandle={setHandle} onOperationName={setOperationName} onBusy={setBusy} onLive={setLive} onAnswer={keepAnswer}
              />
            </Suspense>
          </section>
        </main>
      </div>
    </LanguageContext>
  );
}
