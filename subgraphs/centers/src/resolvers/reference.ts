import { getOne } from '@sizhu/kit';
import type {
  DemonstrationSiteResolvers, OrganizationResolvers, PilotProgrammeResolvers, PolicyDocumentResolvers, ReportedFigureResolvers, ReportResolvers,
} from '../__generated__/resolvers.js';

export const Organization: OrganizationResolvers = {
  __resolveReference: ({ id }, { load }) => load.organization.load(id),
  area: ({ areaCode }, _args, { load }) => getOne(load.area, areaCode),
  successor: ({ successorId }, _args, { load }) => (successorId === null ? null : load.organization.load(successorId)),
};

export const PilotProgramme: PilotProgrammeResolvers = {
  namedBy: ({ namedById }, _args, { load }) => getOne(load.organization, namedById),
};

export const ReportedFigure: ReportedFigureResolvers = {
  report: ({ reportId }, _args, { load }) => getOne(load.report, reportId),
};

export const Report: ReportResolvers = {
  author: ({ authorId }, _args, { load }) => getOne(load.organization, authorId),
  recipient: ({ recipientId }, _args, { load }) => getOne(load.organization, recipientId),
};

export const DemonstrationSite: DemonstrationSiteResolvers = {
  designatedBy: ({ designatedById }, _args, { load }) => (designatedById === null ? null : load.organization.load(designatedById)),
};

export const PolicyDocument: PolicyDocumentResolvers = {
  issuer: ({ issuerId }, _args, { load }) => (issuerId === null ? null : load.organization.load(issuerId)),
};
