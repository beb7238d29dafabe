import { getAll, getOne } from '@sizhu/kit';
import type { CenterResolvers, CenterStepResolvers } from '../__generated__/resolvers.js';
import { listFindings } from './finding.js';

export const Center: CenterResolvers = {
  __resolveReference: ({ id }, { load }) => load.center.load(id),
  area: ({ areaCode }, _args, { load }) => getOne(load.area, areaCode),
  history: ({ id }, _args, { load }) => load.steps.load(id),
  rooms: ({ id }, _args, { load }) => load.rooms.load(id),
  staffing: ({ id }, _args, { load }) => load.staffing.load(id),
  funding: ({ id }, _args, { load }) => load.funding.load(id),
  ruleDocuments: ({ id }, _args, { load }) => load.ruleDocuments.load(id),
  ledgers: ({ id }, _args, { load }) => load.ledgers.load(id),
  facilities: ({ id }, _args, { load }) => load.facilities.load(id),
  archiveAlbums: ({ id }, _args, { load }) => load.archiveAlbums.load(id),
  improvements: ({ id }, _args, { load }) => load.improvements.load(id),
  assessments: ({ id }, _args, { load }) => load.assessmentsOfCenter.load(id),
  findings: ({ id }, { filter, ...page }, context) => listFindings({ of: { centerId: id }, filter }, page, context),
  inspections: ({ id }, _args, { load }) => load.inspectionsOfCenter.load(id),
  demonstration: ({ id }, _args, { load }) => load.demonstration.load(id),
  practices: ({ id }, _args, { load }) => load.practices.load(id),
  construction: ({ id }, _args, { load }) => load.construction.load(id),
  residentUnits: async ({ id }, _args, { load }) => {
    const units = await load.residentUnits.load(id);
    return getAll(load.organization, units.map(({ organizationId }) => organizationId));
  },
  signage: ({ signageUnified, signageHung }) => ({ unified: signageUnified, hung: signageHung }),
  maturity: ({ realized, operational, effective }) => ({ realized, operational, effective }),
  compliance: ({ id, compliant }) => ({ id, compliant }),
};

export const CenterStep: CenterStepResolvers = {
  intoCenter: ({ intoCenterId }, _args, { load }) => (intoCenterId === null ? null : load.center.load(intoCenterId)),
  formerArea: ({ formerAreaCode }, _args, { load }) => (formerAreaCode === null ? null : load.area.load(formerAreaCode)),
};

/** Of the center with this id. */
export interface ComplianceParent {
  readonly id: string;
  readonly compliant: boolean;
}
