import { toSearchKey } from '@sizhu/centers';
import { cityCode, type Area } from './divisions.js';
import type { Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';

/** The bodies that an event can be handed to. */
export type Duty = 'GOVERNANCE' | 'HOUSING' | 'POLICE' | 'JUSTICE' | 'CIVIL' | 'EMERGENCY';

const cityDepartments: readonly (readonly [Duty, string])[] = [
  ['HOUSING', '市住建局'], ['POLICE', '市公安局'], ['JUSTICE', '市司法局'], ['CIVIL', '市民政局'], ['EMERGENCY', '市应急局'],
];

export const toOrganizationId = (areaCode: string, part: string): string => `O${areaCode}-${part}`;

/** Districts have a governance office and a housing bureau; for the rest the city's department is responsible. */
export const toResponsibleId = (districtCode: string, duty: Duty): string =>
  toOrganizationId(duty === 'GOVERNANCE' || duty === 'HOUSING' ? districtCode : cityCode, duty);

export const ids = {
  provincialOffice: toOrganizationId('21', 'GOVERNANCE'),
  provincialCommittee: toOrganizationId('21', 'COMMITTEE'),
  cityOffice: toOrganizationId(cityCode, 'GOVERNANCE'),
  cityCommittee: toOrganizationId(cityCode, 'PARTY'),
  cityGovernment: toOrganizationId(cityCode, 'GOVERNMENT'),
} as const;

type Kind = 'GOVERNANCE_OFFICE' | 'GOVERNANCE_COMMITTEE' | 'PARTY_COMMITTEE' | 'GOVERNMENT' | 'DEPARTMENT' | 'PUBLIC_INSTITUTION';

type Entry = readonly [id: string, name: string, kind: Kind, areaCode: string, provenance: 'REPORT' | 'SAMPLE', successor?: string];

export function makeOrganizations({ areas }: Roster): SampleTable {
  const rows: { id: string; name: string; kind: Kind; area_code: string; successor_id: string | null; provenance: string }[] = [];
  const add = (...[id, name, kind, areaCode, provenance, successor]: Entry) =>
    rows.push({ id, name, kind, area_code: areaCode, successor_id: successor ?? null, provenance });

  const legal = (areaCode: string) => toOrganizationId(areaCode, 'LEGAL');
  add(legal('21'), '省委政法委', 'PARTY_COMMITTEE', '21', 'SAMPLE');
  add(legal(cityCode), '市委政法委', 'PARTY_COMMITTEE', cityCode, 'SAMPLE');
  // The offices were merged into the committees for political and legal affairs in 2018.
  add(ids.provincialOffice, '省综治办', 'GOVERNANCE_OFFICE', '21', 'REPORT', legal('21'));
  add(ids.provincialCommittee, '省综治委', 'GOVERNANCE_COMMITTEE', '21', 'REPORT', legal('21'));
  add(ids.cityOffice, '市综治办', 'GOVERNANCE_OFFICE', cityCode, 'REPORT', legal(cityCode));
  add(ids.cityCommittee, '市委', 'PARTY_COMMITTEE', cityCode, 'REPORT');
  add(ids.cityGovernment, '市政府', 'GOVERNMENT', cityCode, 'REPORT');
  add(toOrganizationId(cityCode, 'SERVICE'), '市公共行政服务中心', 'PUBLIC_INSTITUTION', cityCode, 'REPORT');
  for (const [duty, name] of cityDepartments) add(toOrganizationId(cityCode, duty), name, 'DEPARTMENT', cityCode, 'SAMPLE');
  for (const { code, name } of areas.filter(({ level }: Area) => level === 'DISTRICT')) {
    add(toOrganizationId(code, 'GOVERNANCE'), `${name}综治办`, 'GOVERNANCE_OFFICE', code, 'SAMPLE');
    add(toOrganizationId(code, 'HOUSING'), `${name}住建局`, 'DEPARTMENT', code, 'SAMPLE');
  }
  return toTable('organization', rows.map((row) => ({ ...row, search_key: toSearchKey(row.name) })));
}
