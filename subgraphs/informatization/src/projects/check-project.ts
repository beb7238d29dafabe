import { checkAreaPath, checkDistinct, checkImpersonalText, checkKey, checkPeriod, checkYuan, inputError } from '@sizhu/kit';
import type { PlanInfrastructureProjectInput } from '../__generated__/resolvers.js';

const MAX_SERVED = 200;

/** What is planned, as it is stored; whether centers lie in the area is not known here. */
export function checkProject(input: PlanInfrastructureProjectInput) {
  const areaPath = checkAreaPath('areaPath', input.areaPath);
  checkPeriod(input.planned, 'planned');
  const paths = checkDistinct('servedAreaPaths', input.servedAreaPaths, [1, MAX_SERVED]);
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
    centerIds: checkDistinct('servedCenterIds', input.servedCenterIds ?? [], [0, MAX_SERVED]),
  };
}
