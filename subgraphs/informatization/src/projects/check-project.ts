import { checkPeriod, inputError } from '@sizhu/kit';
import type { PlanInfrastructureProjectInput } from '../__generated__/resolvers.js';
import { checkAreaPath, checkImpersonalText, checkKey } from '../input-checks.js';

const MAX_SERVED = 200;
const MAX_YUAN = 1_000_000_000_000;

/** Whole yuan. */
export function checkYuan(field: string, amount: number): bigint {
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > MAX_YUAN) throw inputError(field, `must be whole yuan, 0 to ${MAX_YUAN}.`);
  return BigInt(amount);
}

/** What is planned, as it is stored; whether centers lie in the area is not known here. */
export function checkProject(input: PlanInfrastructureProjectInput) {
  const areaPath = checkAreaPath('areaPath', input.areaPath);
  checkPeriod(input.planned, 'planned');
  const paths = checkServed('servedAreaPaths', input.servedAreaPaths, 1);
  for (const path of paths) {
    checkAreaPath('servedAreaPaths', path);
    if (!`${path}/`.startsWith(`${areaPath}/`)) throw inputError('servedAreaPaths', `${path} does not lie in ${areaPath}.`);
  }
  return {
    areaPath,
    name: checkImpersonalText('name', input.name, 100),
    kind: input.kind,
    leadOrganizationId: checkKey('leadOrganizationId', input.leadOrganizationId),
    budgetYuan: checkYuan('budgetYuan', input.budgetYuan),
    planned: input.planned,
    paths,
    centerIds: checkServed('servedCenterIds', input.servedCenterIds ?? [], 0),
  };
}

function checkServed(field: string, items: readonly string[], least: number): readonly string[] {
  if (items.length < least || items.length > MAX_SERVED) throw inputError(field, `must be ${least} to ${MAX_SERVED}.`);
  if (new Set(items).size < items.length) throw inputError(field, 'names one of them twice.');
  return items;
}
