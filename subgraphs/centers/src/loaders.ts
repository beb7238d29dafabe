import { batchMany, batchOne, loadersFor } from '@sizhu/kit';
import { toScoreKey } from './store/area-assessments.js';
import type { CentersStore } from './store/index.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** One set per request: a loader's cache must not outlive the viewer whose rights filled it. */
export const createLoaders = (store: CentersStore) => ({
  area: batchOne(store.findAreas, (area) => area.code),
  children: batchMany(store.findChildren, (area) => area.parentCode ?? ''),
  center: batchOne(store.findCenters, (center) => center.id),
  centerOfArea: batchOne(store.findCentersByArea, (center) => center.areaCode),
  rooms: batchMany(store.findRooms, (row) => row.centerId),
  staffing: batchMany(store.findStaffing, (row) => row.centerId),
  funding: batchMany(store.findFunding, (row) => row.centerId),
  ruleDocuments: batchMany(store.findRuleDocuments, (row) => row.centerId),
  ledgers: batchMany(store.findLedgers, (row) => row.centerId),
  standard: batchOne(store.findStandards, (row) => row.id),
  complianceItems: batchMany(store.findComplianceItems, (row) => row.standardId),
  complianceAssessment: batchOne(store.findAssessments, (row) => row.id),
  assessmentsOfCenter: batchMany(store.findAssessmentsOfCenters, (row) => row.centerId),
  checks: batchMany(store.findChecks, (row) => row.assessmentId),
  finding: batchOne(store.findFindings, (row) => row.id),
  findingsOfCenter: batchMany(store.findFindingsOfCenters, (row) => row.centerId ?? ''),
  findingsOfInspection: batchMany(store.findFindingsOfInspections, (row) => row.inspectionId ?? ''),
  findingsOfAssessment: batchMany(store.findFindingsOfAssessments, (row) => row.assessmentId ?? ''),
  findingCounts: loadersFor((today: string) => batchOne(store.sumFindings(today), (row) => row.areaCode)),
  inspection: batchOne(store.findInspections, (row) => row.id),
  inspectionsOfCenter: batchMany(store.findInspectionsOfCenters, (row) => row.centerId),
  inspectionCenters: batchMany(store.findInspectionCenters, (row) => row.inspectionId),
  scheme: batchOne(store.findSchemes, (row) => row.id),
  assessmentItems: batchMany(store.findAssessmentItems, (row) => row.schemeId),
  areaAssessment: loadersFor((year: number) => batchOne(store.findAreaAssessments(year), (row) => row.areaCode)),
  scores: batchMany(store.findScores, toScoreKey),
  demonstration: batchOne(store.findDemonstrations, (row) => row.centerId),
  practices: batchMany(store.findPractices, (row) => row.centerId),
  construction: batchMany(store.findConstruction, (row) => row.centerId),
  residentUnits: batchMany(store.findResidentUnits, (row) => row.centerId),
  organization: batchOne(store.findOrganizations, (row) => row.id),
  commitments: batchMany(store.findCommitments, (row) => row.areaCode),
  programmes: batchMany(store.findProgrammes, (row) => row.areaCode),
  reportedFigures: batchMany(store.findReportedFigures, (row) => row.areaCode),
  report: batchOne(store.findReports, (row) => row.id),
  centerCounts: batchMany(store.sumCenters, (row) => row.areaCode),
  staffTotals: batchMany(store.sumStaff, (row) => row.areaCode),
  fundingTotals: batchMany(store.sumFunding, (row) => row.areaCode),
});
