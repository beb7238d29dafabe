import './editor-workers.js';
import { GraphiQL } from 'graphiql';
import { getOperationAST, OperationTypeNode, type DocumentNode } from 'graphql';
import { useMemo } from 'react';
import { firstEntry, type Variables } from './catalogue.js';
import { followGraph } from './follow-graph.js';
import { askGraph, type GraphAnswer } from './graph.js';
import { dropUntouchedTabs } from './saved-tabs.js';
import { WorkbenchBridge } from './workbench-bridge.js';
import type { WorkbenchHandle } from './workbench-handle.js';

dropUntouchedTabs();

interface Props {
  readonly initialVariables: Variables;
  readonly onHandle: (handle: WorkbenchHandle | null) => void;
  readonly onOperationName: (name: string | null) => void;
  readonly onBusy: (busy: boolean) => void;
  readonly onLive: (live: boolean) => void;
  readonly onAnswer: (operationName: string, answer: GraphAnswer) => void;
}

/** GraphiQL on the hub's own endpoint. Headers, where tokens stand, are never stored. */
export default function Workbench({ initialVariables, onHandle, onOperationName, onBusy, onLive, onAnswer }: Props) {
  const fetcher = useMemo(() => async (
    request: { query: string; operationName?: string | null | undefined; variables?: unknown },
    options?: { headers?: Record<string, string> | undefined; documentAST?: DocumentNode | undefined },
  ) => {
    if (isSubscription(options?.documentAST, request.operationName)) return followGraph(request, options?.headers);
    const answer = await askGraph(request, options?.headers);
    if (request.operationName) onAnswer(request.operationName, answer);
    return answer;
  }, [onAnswer]);
  return (
    <GraphiQL
      fetcher={fetcher as never}
      initialQuery={firstEntry.operation.text}
      initialVariables={JSON.stringify(initialVariables, null, 2)}
      defaultEditorToolsVisibility="variables"
      forcedTheme="system"
      shouldPersistHeaders={false}
      schemaDescription
    >
      <GraphiQL.Logo>{' '}</GraphiQL.Logo>
      <WorkbenchBridge onHandle={onHandle} onOperationName={onOperationName} onBusy={onBusy} onLive={onLive} />
    </GraphiQL>
  );
}

const isSubscription = (document: DocumentNode | undefined, operationName: string | null | undefined): boolean =>
  document !== undefined && getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
