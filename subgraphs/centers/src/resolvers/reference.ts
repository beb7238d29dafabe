import { getOne } from '@sizhu/kit';
import type {
  DemonstrationSiteResolvers, OrganizationResolvers, PilotProgrammeResolvers, PolicyDocumentResolvers, PolicyRelationResolvers, ResponsibilityResolvers,
} from '../__generated__/resolvers.js';

export const Organization: OrganizationResolvers = {
  __resolveReference: ({ id }, { load }) => load.organization.load(id),
  area: ({ areaCode }, _args, { load }) => getOne(load.area, areaCode),
  successor: ({ successorId }, _args, { load }) => (successorId === null ? null : load.organization.load(successorId)),
};

export const PilotProgramme: PilotProgrammeResolvers = {
  namedBy: ({ namedById }, _args, { load }) => getOne(load.organization, namedById),
};

export const DemonstrationSite: DemonstrationSiteResolvers = {
  designatedBy: ({ designatedById }, _args, { load }) => (designatedById === null ? null : load.organization.load(designatedById)),
};

export const PolicyDocument: PolicyDocumentResolvers = {
  relations: ({ id }, _args, { load }) => load.policyRelations.load(id),
  relatedBy: ({ id }, _args, { load }) => load.policyRelatedBy.load(id),
  issuer: ({ issuerId }, _args, { load }) => (issuerId === null ? null : load.organization.load(issuerId)),
};

export const PolicyRelation: PolicyRelationResolvers = {
  document: ({ otherId }, _args, { load }) => getOne(load.policyDocument, otherId),
};

export const Responsibility: ResponsibilityResolvers = {
  organization: ({ organizationId }, _args, { load }) => getOne(load.organization, organizationId),
};
