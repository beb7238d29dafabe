import { addDays } from './calendar.js';
import { createRandom } from './random.js';
import type { PlannedCenter } from './roster.js';
import { toTable, type SampleTable } from './table.js';

interface Built {
  readonly id: string;
  readonly built_on: string | null;
}

/** How each center came to where it stands: the steps before the day of completion that its own row bears are made up. */
export function makeCenterSteps(centers: readonly PlannedCenter[], rows: readonly Built[], { seed, anchorDate }: { readonly seed: number; readonly anchorDate: string }): SampleTable {
  const random = createRandom(seed, 'center-life');
  const builtOn = new Map(rows.map((row) => [row.id, row.built_on]));
  return toTable('center_step', centers.flatMap(({ id, status }) => {
    const completed = builtOn.get(id) ?? addDays(anchorDate, random.int(30, 200));
    const plannedOn = addDays(completed, -random.int(300, 500));
    const begunOn = addDays(completed, -random.int(210, 290));
    const openedOn = [addDays(completed, random.int(3, 40)), anchorDate].sort()[0] as string;
    const steps = [
      ['planCenter', null, 'PLANNED', plannedOn], ['startBuilding', 'PLANNED', 'BUILDING', begunOn],
      ['completeBuilding', 'BUILDING', 'BUILT', completed], ['openCenter', 'BUILT', 'OPERATING', openedOn],
    ] as const;
    return steps.slice(0, steps.findIndex(([, , to]) => to === status) + 1).map(([action, from, to, on], at) => ({
      center_id: id, position: at + 1, action, from_status: from, to_status: to, happened_on: on, note: null, provenance: 'SAMPLE',
    }));
  }));
}
