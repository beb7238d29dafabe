import { batchMany, batchOne, loadersFor, type Period } from '@sizhu/kit';
import type { TopicsAsked } from './store/community.js';
import type { GridPillarStore } from './store/index.js';

export type Loaders = ReturnType<typeof createLoaders>;

type Sum<Row, By> = (areaCodes: readonly string[], by: By) => Promise<readonly Row[]>;

/** By area, for each period or number of months. */
const batchBy = <Row extends { readonly areaCode: string }, By>(sum: Sum<Row, By>) =>
  loadersFor((by: By) => batchMany<Row>((areaCodes) => sum(areaCodes, by), (row) => row.areaCode));

/** Asked of the database at most once. */
const once = <Row>(list: () => Promise<readonly Row[]>) => {
  let rows: Promise<readonly Row[]> | null = null;
  return () => (rows ??= list());
};

/** One set per request: a loader's cache must not outlive the viewer whose rights filled it. */
export const createLoaders = (store: GridPillarStore) => ({
  grid: batchOne(store.findGrids, (row) => row.id),
  posts: batchMany(store.findPosts, (row) => row.gridId),
  codes: batchMany(store.findCodes, (row) => row.scheme),
  codeTables: once(store.listCodeTables),
  event: batchOne(store.findEvents, (row) => row.id),
  steps: batchMany(store.findSteps, (row) => row.eventId),
  duplicates: batchMany(store.findDuplicates, (row) => row.duplicateOfId ?? ''),
  task: batchOne(store.findTasks, (row) => row.id),
  tasksOf: batchMany(store.findTasksOf, (row) => row.eventId),
  extensionsOf: batchMany(store.findExtensionsOf, (row) => row.eventId),
  dispute: batchOne(store.findDisputes, (row) => row.id),
  disputeSteps: batchMany(store.findDisputeSteps, (row) => row.disputeId),
  hiddenRisk: batchOne(store.findHiddenRisks, (row) => row.id),
  remediation: batchOne(store.findRemediations, (row) => row.id),
  hiddenRiskCounts: batchMany(store.sumHiddenRisks, (row) => row.areaCode),
  volunteerGroup: batchOne(store.findVolunteerGroups, (row) => row.id),
  volunteerCounts: batchOne(store.sumVolunteers, (row) => row.areaCode),
  mechanism: batchOne(store.findMechanisms, (row) => row.id),
  mechanismsAt: batchMany(store.findMechanismsAt, (row) => row.areaPath),
  gridPay: batchMany(store.findGridPay, (row) => row.areaPath),
  topics: batchBy<Awaited<ReturnType<typeof store.sumTopics>>[number], TopicsAsked>(store.sumTopics),
  gridCounts: batchOne(store.sumGrids, (row) => row.areaCode),
  eventFigures: loadersFor((period: Period | null) => batchOne((paths) => store.sumEvents(paths, period), (row) => row.path)),
  organizationCounts: loadersFor((period: Period | null) => batchMany((paths) => store.sumOrganizations(paths, period), (row) => row.path)),
  medianHours: loadersFor((period: Period | null) => batchOne((paths) => store.findMedianHours(paths, period), (row) => row.path)),
  eventStates: batchMany(store.sumEventStates, (row) => row.areaCode),
  overdueEvents: batchOne(store.sumOverdueEvents, (row) => row.areaCode),
  disputeCounts: batchBy<Awaited<ReturnType<typeof store.sumDisputes>>[number], Period | null>(store.sumDisputes),
  overdueDisputes: batchOne(store.sumOverdueDisputes, (row) => row.areaCode),
  months: batchBy<Awaited<ReturnType<typeof store.sumMonths>>[number], number>(store.sumMonths),
});
