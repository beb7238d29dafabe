import type { DeferNode, PlanNode } from '../../planning/plan.js';
import type { Run, Step } from '../run.js';

/** What one request has begun and not waited for. */
export interface Deferrals {
  /** Called when a fetch is through, whatever came of it. */
  arrived(fetchId: string): void;
  /** Begins a part as soon as the fetches are through that it depends on. */
  begin(label: string, fetchIds: readonly string[], work: () => Promise<Run>): void;
  /** The run of a part, when it is through; undefined where the plan has no such part. */
  of(label: string): Promise<Run> | undefined;
}

export function createDeferrals(): Deferrals {
  const arrivals = new Map<string, PromiseWithResolvers<void>>();
  const begun = new Map<string, Promise<Run>>();
  const arrivalOf = (id: string): PromiseWithResolvers<void> => {
    const arrival = arrivals.get(id) ?? Promise.withResolvers<void>();
    arrivals.set(id, arrival);
    return arrival;
  };
  return {
    arrived: (id) => { arrivalOf(id).resolve(); },
    begin: (label, ids, work) => { begun.set(label, Promise.all(ids.map((id) => arrivalOf(id).promise)).then(work)); },
    of: (label) => begun.get(label),
  };
}

/** Compiles a part of a plan that goes on after what is asked for at once: it ends when that is through. */
export function compileDefer({ primary, deferred }: DeferNode, compile: (node: PlanNode) => Step): Step {
  const first = primary.node && compile(primary.node);
  const later = deferred.map(({ label = '', depends, node }) => ({ label, ids: depends.map(({ id }) => id), step: node && compile(node) }));
  return async (run) => {
    for (const { label, ids, step } of later) {
      // Errors are told with the part; the data are one, so that a part finds what it needs.
      const own: Run = { ...run, errors: [], fatal: new Set() };
      run.deferrals?.begin(label, ids, async () => {
        await step?.(own);
        return own;
      });
    }
    await first?.(run);
  };
}

/** Says that a fetch is through to those parts that wait for it. */
export const announceFetch = (id: string | undefined, step: Step): Step => (id === undefined ? step : async (run) => {
  await step(run);
  run.deferrals?.arrived(id);
});
