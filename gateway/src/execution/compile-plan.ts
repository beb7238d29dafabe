import type { PlanNode } from '../planning/plan.js';
import { compileFetch, type Compiling } from './compile-fetch.js';
import { announceFetch, compileDefer } from './defer/deferrals.js';
import type { PlanPath } from './find-targets.js';
import type { Step } from './run.js';

/** Compiles a plan into one step. Parts in parallel start together; parts in sequence wait for each other. */
export function compilePlan(node: PlanNode, compiling: Compiling, path: PlanPath = []): Step {
  const compile = (inner: PlanNode): Step => compilePlan(inner, compiling, path);
  switch (node.kind) {
    case 'Fetch':
      return announceFetch(node.id, compileFetch(node, path, compiling));
    case 'Flatten':
      return compilePlan(node.node, compiling, [...path, ...node.path]);
    case 'Sequence': {
      const steps = node.nodes.map(compile);
      return async (run) => {
        for (const step of steps) await step(run);
      };
    }
    case 'Parallel': {
      const steps = node.nodes.map(compile);
      return async (run) => {
        await Promise.all(steps.map((step) => step(run)));
      };
    }
    case 'Condition':
      throw new Error('A plan has conditions, though they were settled before it was made.');
    case 'Defer':
      return compileDefer(node, compile);
  }
}
