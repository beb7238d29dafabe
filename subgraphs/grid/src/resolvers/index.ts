import type { Resolvers } from '../__generated__/resolvers.js';
import { Area, GridSummary } from './area.js';
import { Center, Organization } from './center.js';
import { CodeTable, CodeTableRecorded } from './codes.js';
import {
  ConvenienceService, GridMechanism, GridMechanismRecorded, GridPayRecorded, PublicSentimentSummary, VolunteerGroup, VolunteerGroupRecorded,
} from './community.js';
import { DisputeCase, DisputeChanged, DisputeStep } from './dispute.js';
import { GridEvent } from './event.js';
import { EventCards, EventSummary } from './event-summary.js';
import { Grid, GridChanged, GridPost } from './grid.js';
import { HiddenRisk, HiddenRiskChanged, HiddenRiskSummary } from './hidden-risk.js';
import { Mutation } from './mutation.js';
import { Query } from './query.js';
import { Subscription } from './subscription.js';
import { KeyAreaRemediation, RemediationChanged } from './remediation.js';
import { DisputeSummary } from './summaries.js';
import { EventChanged, EventExtension, EventTask, EventTaskChanged } from './tasks.js';

export const resolvers: Resolvers = {
  Query, Mutation, Subscription, Area, Center, CodeTable, CodeTableRecorded, DisputeCase, DisputeChanged, DisputeStep, DisputeSummary,
  EventCards, EventChanged, EventExtension, EventSummary, EventTask, EventTaskChanged, Grid, GridEvent, GridPost, GridSummary,
  HiddenRisk, HiddenRiskChanged, HiddenRiskSummary, KeyAreaRemediation, Organization, RemediationChanged,
  ConvenienceService, GridChanged, GridMechanism, GridMechanismRecorded, GridPayRecorded, PublicSentimentSummary, VolunteerGroup, VolunteerGroupRecorded,
};
