/** The planner's words, so that execution can speak of plans without knowing who makes them. */
export type { DeferNode, FetchDataRewrite, FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
