import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlannerConfig } from '@apollo/query-planner';
import { parse } from 'graphql';
import { parentPort, workerData } from 'node:worker_threads';

/** Plans in a thread of its own. Imports packages only, so that it runs from its source as well. */
const { supergraphSdl, config } = workerData as { readonly supergraphSdl: string; readonly config: QueryPlannerConfig };
const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
const planner = new QueryPlanner(supergraph, config);
const api = supergraph.apiSchema();

parentPort?.on('message', ({ text, operationName }: { readonly text: string; readonly operationName: string | undefined }) => {
  try {
    const operation = operationFromDocument(api, parse(text, { noLocation: true }), { ...(operationName && { operationName }) });
    parentPort?.postMessage({ node: planner.buildQueryPlan(operation).node });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ ready: true });
