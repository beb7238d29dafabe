import { inputError } from '@sizhu/kit';
import type { QueryResolvers } from '../__generated__/resolvers.js';
import { listActivities } from './activity.js';
import { listCenters } from './area.js';
import { listRosterChanges } from './roster.js';
import { listReports } from './survey.js';
import { search } from './search.js';

export const Query: QueryResolvers = {
  area: (_root, { code }, { load }) => load.area.load(code),
  areas: (_root, { asOf, withEnded, ...scope }, { store }) => {
    if (asOf == null) return store.listAreas({ ...scope, withEnded });
    if (withEnded) throw inputError('withEnded', 'goes with the roster of today alone: on another day, leave it out.');
    return store.listAreasOf(asOf, scope);
  },
  rosterChanges: (_root, args, context) => listRosterChanges(args, context),
  center: (_root, { id }, { load }) => load.center.load(id),
  centers: (_root, { filter, ...page }, context) => listCenters({ path: null, filter }, page, context),
  organization: (_root, { id }, { load }) => load.organization.load(id),
  fourFull: async (_root, { under, level = null }, { load }) => {
    const [area, children] = await Promise.all([load.area.load(under), load.children.load(under)]);
    if (!area) throw inputError('under', `there is no area ${JSON.stringify(under)}; areas(level: DISTRICT) lists codes.`);
    return [area, ...children].map(({ code }) => ({ area: { code }, level }));
  },
  search: (_root, args, context) => search(args, context),
  surveyRounds: (_root, _args, { store }) => store.listSurveyRounds(),
  workActivity: (_root, { id }, { load }) => load.activity.load(id),
  workActivities: async (_root, { under, filter, ...page }, context) => {
    const area = under == null ? null : await context.load.area.load(under);
    if (under != null && !area) throw inputError('under', `there is no area ${JSON.stringify(under)}; areas(level: DISTRICT) lists codes.`);
    return listActivities({ path: area?.path ?? null, filter }, page, context);
  },
  complianceStandards: (_root, _args, { store }) => store.listStandards(),
  assessmentSchemes: (_root, _args, { store }) => store.listSchemes(),
  inspection: (_root, { id }, { load }) => load.inspection.load(id),
  finding: (_root, { id }, { load }) => load.finding.load(id),
  policyDocuments: (_root, _args, { store }) => store.listPolicyDocuments(),
  reports: (_root, args, context) => listReports(args, context),
};
