import { codeOfPath } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { DisputeRow } from '../store/disputes.js';
import type { EventRow } from '../store/events.js';
import { codeOf } from './codes.js';

export const GridEvent = {
  __resolveReference: ({ id }: { id: string }, { load }: Context) => load.event.load(id),
  subcategory: ({ subcategoryCode }: EventRow, _args: unknown, context: Context) => codeOf('event-subcategory', subcategoryCode, context),
  area: ({ areaPath }: EventRow) => ({ code: codeOfPath(areaPath), path: areaPath }),
  grid: ({ gridId }: EventRow, _args: unknown, { load }: Context) => (gridId ? load.grid.load(gridId) : null),
  location: ({ latitude, longitude }: EventRow) => (latitude === null || longitude === null ? null : { latitude, longitude }),
  center: ({ centerId }: EventRow) => ({ id: centerId }),
  responsible: ({ responsibleId }: EventRow) => (responsibleId ? { id: responsibleId } : null),
  timeline: ({ id }: EventRow, _args: unknown, { load }: Context) => load.steps.load(id),
};

export const DisputeCase = {
  __resolveReference: ({ id }: { id: string }, { load }: Context) => load.dispute.load(id),
  kind: ({ kindCode }: DisputeRow, _args: unknown, context: Context) => codeOf('dispute-kind', kindCode, context),
  scale: ({ scaleCode }: DisputeRow, _args: unknown, context: Context) => codeOf('dispute-scale', scaleCode, context),
  method: ({ methodCode }: DisputeRow, _args: unknown, context: Context) =>
    (methodCode ? codeOf('resolution-method', methodCode, context) : null),
  area: ({ areaPath }: DisputeRow) => ({ code: codeOfPath(areaPath), path: areaPath }),
  center: ({ centerId }: DisputeRow) => ({ id: centerId }),
};
