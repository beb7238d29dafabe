import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { parse, Kind } from 'graphql';
import { useEffect, useRef } from 'react';
import { SAVED_TEXTS, type Operation, type Variables } from './catalogue.js';
import { useWords } from './language.js';
import type { WorkbenchHandle } from './workbench-handle.js';
import { keepTranslated } from './workbench-words.js';

interface Props {
  readonly onHandle: (handle: WorkbenchHandle | null) => void;
  readonly onOperationName: (name: string | null) => void;
  readonly onBusy: (busy: boolean) => void;
  readonly onLive: (live: boolean) => void;
}

/** Lives inside GraphiQL, shows nothing, and hands its editors to the page around it. */
export function WorkbenchBridge({ onHandle, onOperationName, onBusy, onLive }: Props) {
  const { word, language } = useWords();
  const actions = useGraphiQLActions();
  const { queryEditor, variableEditor, headerEditor, responseEditor, operationName, isFetching, isLive } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
    headerEditor: state.headerEditor,
    responseEditor: state.responseEditor,
    operationName: state.operationName,
    isFetching: state.isFetching,
    isLive: state.subscription !== null,
  }));
  const actionsRef = useRef(actions);
  actionsRef.current = actions;

  // Before the editor stands, no name means that nothing was read yet.
  useEffect(() => { if (queryEditor) onOperationName(operationName ?? null); }, [queryEditor, operationName, onOperationName]);
  useEffect(() => onBusy(isFetching), [isFetching, onBusy]);
  useEffect(() => onLive(isLive), [isLive, onLive]);

  useEffect(() => keepTranslated(language), [language]);
  useEffect(() => {
    queryEditor?.updateOptions({ fontSize: 14, wordWrap: 'on', wrappingIndent: 'indent', ariaLabel: word('editorOperation') });
    variableEditor?.updateOptions({ fontSize: 14, ariaLabel: word('editorVariables') });
    headerEditor?.updateOptions({ fontSize: 14, ariaLabel: word('editorHeaders') });
    responseEditor?.updateOptions({ fontSize: 14, placeholder: word('responseHint'), ariaLabel: word('editorResponse') });
  }, [queryEditor, variableEditor, headerEditor, responseEditor, language]);

  useEffect(() => {
    if (!queryEditor || !variableEditor || !responseEditor) return;
    const handle: WorkbenchHandle = {
      open(operation: Operation, variables: Variables) {
        actionsRef.current.stop();
        if (!SAVED_TEXTS.has(queryEditor.getValue().trim())) actionsRef.current.addTab();
        const text = JSON.stringify(variables, null, 2);
        queryEditor.setValue(operation.text);
        variableEditor.setValue(text);
        responseEditor.setValue('');
        queryEditor.setScrollTop(0);
        actionsRef.current.updateActiveTabValues({ query: operation.text, variables: text, response: '', operationName: operation.name });
        // GraphiQL reads the document a moment after a change; a run in that moment would name the operation before.
        actionsRef.current.setOperationFacts(factsOf(operation));
      },
      setVariable(name, value) {
        variableEditor.setValue(JSON.stringify({ ...readObject(variableEditor.getValue()), [name]: value }, null, 2));
      },
      run: () => void actionsRef.current.run(),
      headers: () => Object.fromEntries(
        Object.entries(readObject(headerEditor?.getValue() ?? '')).map(([name, value]) => [name, String(value)]),
      ),
    };
    onHandle(handle);
    return () => onHandle(null);
  }, [queryEditor, variableEditor, headerEditor, responseEditor, onHandle]);

  return null;
}

function factsOf({ name, text }: Operation) {
  const documentAST = parse(text);
  const operations = documentAST.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return { documentAST, operations, operationName: name };
}

/** Half-typed JSON counts as nothing. */
function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
