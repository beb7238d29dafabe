import { checkAreaPath, checkImpersonalText, checkKey, checkPeriod, checkWhole, checkYuan, inputError, toDayValue } from '@sizhu/kit';
import type { PlanXueliangProjectInput } from '../__generated__/resolvers.js';

export const MAX_CHANNELS = 100_000;
const MAX_PHASE = 20;

/** Column of each source of money (经费来源). */
export const SOURCES = {
  GOVERNMENT: 'governmentYuan', DEPARTMENT: 'departmentYuan', SOCIAL: 'socialYuan', MARKET: 'marketYuan',
} as const;

function checkBudget(budget: PlanXueliangProjectInput['budget']) {
  if (budget.length === 0) throw inputError('budget', 'is empty: send an amount of at least one source.');
  if (new Set(budget.map(({ source }) => source)).size < budget.length) throw inputError('budget', 'names a source twice.');
  return Object.fromEntries(budget.map(({ source, amountYuan }, at) => [SOURCES[source], checkYuan(`budget[${at}].amountYuan`, amountYuan)]));
}

/** What is planned, as it is stored. */
export function checkXueliangProject(input: PlanXueliangProjectInput) {
  checkPeriod(input.planned, 'planned');
  return {
    areaPath: checkAreaPath('areaPath', input.areaPath),
    name: checkImpersonalText('name', input.name, 100),
    phase: checkWhole('phase', input.phase, [1, MAX_PHASE]),
    leadOrganizationId: checkKey('leadOrganizationId', input.leadOrganizationId),
    plannedChannels: checkWhole('plannedChannels', input.plannedChannels, [1, MAX_CHANNELS]),
    ...checkBudget(input.budget),
    plannedStart: toDayValue(input.planned.from),
    plannedEnd: toDayValue(input.planned.to),
  };
}
