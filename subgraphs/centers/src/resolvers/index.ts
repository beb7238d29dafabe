import type { Resolvers } from '../__generated__/resolvers.js';
import { Area } from './area.js';
import { Assessment, AssessmentChanged, AssessmentScheme, AssessmentSchemeIssued, AssessmentScore } from './assessment.js';
import { Center } from './center.js';
import { CenterSummary } from './center-summary.js';
import {
  CenterAssessed, ComplianceAssessment, ComplianceCheck, ComplianceResult, ComplianceStandard, ComplianceStandardRecorded,
} from './compliance.js';
import { Finding, FindingChanged } from './finding.js';
import { FourFull } from './four-full.js';
import { Inspection, InspectionChanged } from './inspection.js';
import { DemonstrationChanged, Mutation } from './mutation.js';
import { Query } from './query.js';
import { DemonstrationSite, Organization, PilotProgramme, PolicyDocument, Report, ReportedFigure } from './reference.js';
import { SearchHit } from './search.js';

export const resolvers: Resolvers = {
  Query, Mutation, Area, Center, CenterSummary, ComplianceResult, FourFull, Organization, PilotProgramme, PolicyDocument, Report, ReportedFigure,
  Assessment, AssessmentChanged, AssessmentScheme, AssessmentSchemeIssued, AssessmentScore,
  CenterAssessed, ComplianceAssessment, ComplianceCheck, ComplianceStandard, ComplianceStandardRecorded,
  Finding, FindingChanged, Inspection, InspectionChanged, SearchHit, DemonstrationChanged, DemonstrationSite,
};
