import type { PlanNode } from '../planning/plan.js';
import type { ToldPlan } from './telling.js';

/** A plan as a tree to be read: who is asked for what, one after another or at the same time. */
export function tellPlan(node: PlanNode): ToldPlan {
  switch (node.kind) {
    case 'Fetch':
      return { kind: 'Fetch', pillar: node.serviceName, isForEntities: node.requires !== undefined, operation: node.operation };
    case 'Flatten':
      return { kind: 'Flatten', path: node.path, node: tellPlan(node.node) };
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(tellPlan) };
    default:
      return { kind: node.kind };
  }
}
