import { codeOfPath } from '@sizhu/kit';
import type { DisputeCaseResolvers, GridEventResolvers } from '../__generated__/resolvers.js';
import { codeOf } from './codes.js';

export const GridEvent: GridEventResolvers = {
  __resolveReference: ({ id }, { load }) => load.event.load(id),
  subcategory: ({ subcategoryCode }, _args, context) => codeOf('event-subcategory', subcategoryCode, context),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  grid: ({ gridId }, _args, { load }) => (gridId === null ? null : load.grid.load(gridId)),
  location: ({ latitude, longitude }) => (latitude === null || longitude === null ? null : { latitude, longitude }),
  center: ({ centerId }) => ({ id: centerId }),
  responsible: ({ responsibleId }) => (responsibleId === null ? null : { id: responsibleId }),
  timeline: ({ id }, _args, { load }) => load.steps.load(id),
};

export const DisputeCase: DisputeCaseResolvers = {
  __resolveReference: ({ id }, { load }) => load.dispute.load(id),
  kind: ({ kindCode }, _args, context) => codeOf('dispute-kind', kindCode, context),
  scale: ({ scaleCode }, _args, context) => codeOf('dispute-scale', scaleCode, context),
  method: ({ methodCode }, _args, context) => (methodCode === null ? null : codeOf('resolution-method', methodCode, context)),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  center: ({ centerId }) => ({ id: centerId }),
};
