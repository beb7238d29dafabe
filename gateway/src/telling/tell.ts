import type { PlanNode } from '../planning/plan.js';
import { tellPlan } from './tell-plan.js';
import type { Telling, Told, ToldCost } from './telling.js';
import type { RunWatch } from './watch-run.js';

interface Known {
  /** Undefined where no pillar had to be asked. */
  readonly node: PlanNode | undefined;
  readonly cost: ToldCost;
  readonly watch: RunWatch;
}

export const tell = (telling: Telling, { node, cost, watch }: Known): Told => ({
  ...(telling.has('plan') && { plan: node ? tellPlan(node) : null }),
  ...(telling.has('cost') && { cost }),
  ...(telling.has('timing') && { timing: watch.tell() }),
});
