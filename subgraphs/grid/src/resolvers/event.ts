import { codeOfPath } from '@sizhu/kit';
import type { GridEventResolvers } from '../__generated__/resolvers.js';
import { DEDUCTIONS } from '../events/supervision.js';
import { listAllowed } from '../events/transitions.js';
import { codeOf } from './codes.js';

export const GridEvent: GridEventResolvers = {
  __resolveReference: ({ id }, { load }) => load.event.load(id),
  subcategory: ({ subcategoryCode }, _args, context) => codeOf('event-subcategory', subcategoryCode, context),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  grid: ({ gridId }, _args, { load }) => (gridId === null ? null : load.grid.load(gridId)),
  location: ({ latitude, longitude }) => (latitude === null || longitude === null ? null : { latitude, longitude }),
  center: ({ centerId }) => ({ id: centerId }),
  responsible: ({ responsibleId }) => (responsibleId === null ? null : { id: responsibleId }),
  deduction: ({ supervision }) => DEDUCTIONS[supervision],
  tasks: ({ id }, _args, { load }) => load.tasksOf.load(id),
  extensions: ({ id }, _args, { load }) => load.extensionsOf.load(id),
  duplicateOf: ({ duplicateOfId }, _args, { load }) => (duplicateOfId === null ? null : load.event.load(duplicateOfId)),
  duplicates: ({ id }, _args, { load }) => load.duplicates.load(id),
  allowed: ({ state }) => listAllowed(state),
  timeline: ({ id }, _args, { load }) => load.steps.load(id),
};
