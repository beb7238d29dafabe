import type { Context } from '../context.js';
import type { CenterRow } from '../store/centers.js';

type Part = 'rooms' | 'staffing' | 'funding' | 'ruleDocuments' | 'ledgers' | 'demonstration' | 'practices' | 'construction';

const part = (name: Part) => ({ id }: CenterRow, _args: unknown, { load }: Context) => load[name].load(id);

export const Center = {
  __resolveReference: ({ id }: { id: string }, { load }: Context) => load.center.load(id),
  area: ({ areaCode }: CenterRow, _args: unknown, { load }: Context) => load.area.load(areaCode),
  rooms: part('rooms'),
  staffing: part('staffing'),
  funding: part('funding'),
  ruleDocuments: part('ruleDocuments'),
  ledgers: part('ledgers'),
  demonstration: part('demonstration'),
  practices: part('practices'),
  construction: part('construction'),
  residentUnits: async ({ id }: CenterRow, _args: unknown, { load }: Context) => {
    const units = await load.residentUnits.load(id);
    return load.organization.loadMany(units.map(({ organizationId }) => organizationId));
  },
  signage: ({ signageUnified, signageHung }: CenterRow) => ({ unified: signageUnified, hung: signageHung }),
  maturity: ({ realized, operational, effective }: CenterRow) => ({ realized, operational, effective }),
  compliance: ({ id, compliant }: CenterRow) => ({ id, compliant }),
};

export const ComplianceResult = {
  checks: async ({ id }: { id: string }, _args: unknown, { load }: Context) => {
    const checks = await load.checks.load(id);
    return checks.map(({ itemId, title, dimension, mandatory, ...check }) => ({ ...check, item: { id: itemId, title, dimension, mandatory } }));
  },
};
