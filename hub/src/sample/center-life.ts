import { addDays } from './calendar.js';
import { createRandom } from './random.js';
import type { PlannedCenter } from './roster.js';
import { toTable, type SampleTable } from './table.js';

interface Built {
  readonly id: string;
  readonly built_on: string | null;
}

export interface SampleStep {
  readonly center_id: string;
  readonly position: number;
  readonly action: string;
  readonly from_status: string | null;
  readonly to_status: string;
  readonly happened_on: string;
  readonly note?: string;
  readonly into_center_id?: string;
  readonly former_area_code?: string;
}

/** How each center came to where it stands: the steps before the day of completion that its own row bears are made up. */
export function makeCenterSteps(centers: readonly PlannedCenter[], rows: readonly Built[], { seed, anchorDate }: { readonly seed: number; readonly anchorDate: string }): SampleStep[] {
  const random = createRandom(seed, 'center-life');
  const builtOn = new Map(rows.map((row) => [row.id, row.built_on]));
  return centers.flatMap(({ id, status }) => {
    const completed = builtOn.get(id) ?? addDays(anchorDate, random.int(30, 200));
    const plannedOn = addDays(completed, -random.int(300, 500));
    const begunOn = addDays(completed, -random.int(210, 290));
    const openedOn = [addDays(completed, random.int(3, 40)), anchorDate].sort()[0] as string;
    const steps = toLife(id, [plannedOn, begunOn, completed, openedOn]);
    return steps.slice(0, steps.findIndex(({ to_status: to }) => to === status) + 1);
  });
}

/** A life from the plan to the opening. */
export const toLife = (id: string, days: readonly [planned: string, begun: string, completed: string, opened: string]): SampleStep[] => ([
  ['planCenter', null, 'PLANNED'], ['startBuilding', 'PLANNED', 'BUILDING'], ['completeBuilding', 'BUILDING', 'BUILT'], ['openCenter', 'BUILT', 'OPERATING'],
] as const).map(([action, from, to], at) => ({
  center_id: id, position: at + 1, action, from_status: from, to_status: to, happened_on: days[at] as string,
}));

export const toStepTable = (steps: readonly SampleStep[]): SampleTable => toTable('center_step', steps.map(({ note = null, into_center_id = null, former_area_code = null, ...step }) =>
  ({ ...step, note, into_center_id, former_area_code, provenance: 'SAMPLE' })));
