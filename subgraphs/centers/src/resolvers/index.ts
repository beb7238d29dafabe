import type { Resolvers } from '../__generated__/resolvers.js';
import { Area } from './area.js';
import { Center, ComplianceResult } from './center.js';
import { CenterSummary } from './center-summary.js';
import { FourFull } from './four-full.js';
import { DemonstrationChanged, Mutation } from './mutation.js';
import { Query } from './query.js';
import { DemonstrationSite, Organization, PilotProgramme, PolicyDocument, Report, ReportedFigure } from './reference.js';
import { AreaChanged, RosterChange } from './roster.js';
import { SearchHit } from './search.js';

export const resolvers: Resolvers = {
  Query, Mutation, Area, Center, CenterSummary, ComplianceResult, FourFull, Organization, PilotProgramme, PolicyDocument, Report, ReportedFigure,
  AreaChanged, RosterChange, SearchHit, DemonstrationChanged, DemonstrationSite,
};
