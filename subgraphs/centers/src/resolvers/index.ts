import type { Resolvers } from '../__generated__/resolvers.js';
import { ActivityChanged, WorkActivity } from './activity.js';
import { Area } from './area.js';
import { Assessment, AssessmentChanged, AssessmentScheme, AssessmentSchemeIssued, AssessmentScore } from './assessment.js';
import { Center, CenterStep } from './center.js';
import { CenterSummary } from './center-summary.js';
import {
  CenterAssessed, ComplianceAssessment, ComplianceCheck, ComplianceResult, ComplianceStandard, ComplianceStandardRecorded,
} from './compliance.js';
import { Finding, FindingChanged } from './finding.js';
import { FourFull } from './four-full.js';
import { Inspection, InspectionChanged } from './inspection.js';
import { AreaWorkChanged, CenterChanged, DemonstrationChanged, Mutation, PolicyDocumentRecorded, PracticeRecorded } from './mutation.js';
import { Query } from './query.js';
import { DemonstrationSite, Organization, PilotProgramme, PolicyDocument, PolicyRelation, Responsibility } from './reference.js';
import { AreaChanged, RosterChange } from './roster.js';
import { SearchHit } from './search.js';
import { Subscription } from './subscription.js';
import { Report, ReportedFigure, ReportFiled, SurveyFigureChanged, SurveyRound, SurveyRoundChanged } from './survey.js';

export const resolvers: Resolvers = {
  Query, Mutation, Subscription, Area, Center, CenterSummary, ComplianceResult, FourFull, Organization, PilotProgramme, PolicyDocument, Report, ReportedFigure,
  AreaChanged, CenterChanged, CenterStep, RosterChange,
  Assessment, AssessmentChanged, AssessmentScheme, AssessmentSchemeIssued, AssessmentScore,
  CenterAssessed, ComplianceAssessment, ComplianceCheck, ComplianceStandard, ComplianceStandardRecorded,
  Finding, FindingChanged, Inspection, InspectionChanged, ActivityChanged, AreaWorkChanged, PolicyDocumentRecorded, PolicyRelation, PracticeRecorded, Responsibility, WorkActivity,
  ReportFiled, SurveyFigureChanged, SurveyRound, SurveyRoundChanged, SearchHit, DemonstrationChanged, DemonstrationSite,
};
