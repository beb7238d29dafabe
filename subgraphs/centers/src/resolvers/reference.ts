import type { Context } from '../context.js';

export const Organization = {
  __resolveReference: ({ id }: { id: string }, { load }: Context) => load.organization.load(id),
  area: ({ areaCode }: { areaCode: string }, _args: unknown, { load }: Context) => load.area.load(areaCode),
  successor: ({ successorId }: { successorId: string | null }, _args: unknown, { load }: Context) =>
    (successorId ? load.organization.load(successorId) : null),
};

export const PilotProgramme = {
  namedBy: ({ namedById }: { namedById: string }, _args: unknown, { load }: Context) => load.organization.load(namedById),
};

export const ReportedFigure = {
  report: ({ reportId }: { reportId: string }, _args: unknown, { load }: Context) => load.report.load(reportId),
};

export const Report = {
  author: ({ authorId }: { authorId: string }, _args: unknown, { load }: Context) => load.organization.load(authorId),
  recipient: ({ recipientId }: { recipientId: string }, _args: unknown, { load }: Context) => load.organization.load(recipientId),
};

export const PolicyDocument = {
  issuer: ({ issuerId }: { issuerId: string | null }, _args: unknown, { load }: Context) =>
    (issuerId ? load.organization.load(issuerId) : null),
};
