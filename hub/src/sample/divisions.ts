import { toSearchKey } from '@sizhu/centers';
import { readFileSync } from 'node:fs';
import type { RosterHistory } from './roster-changes.js';
import type { SampleTable } from './table.js';

export type AreaLevel = 'PROVINCE' | 'CITY' | 'DISTRICT' | 'STREET' | 'COMMUNITY';

export interface Area {
  readonly code: string;
  readonly name: string;
  readonly level: AreaLevel;
  readonly kind: 'STATUTORY' | 'PILOT_ZONE';
  readonly parentCode: string | null;
  readonly statutoryParentCode: string | null;
  /** Codes from the root down in the management tree. */
  readonly path: string;
  readonly provenance: 'PUBLIC' | 'SAMPLE';
}

export const cityCode = '2102';
export const rosterVersion = '2017-10-31';

/**
 * The three pilot zones that make 13 districts of the 10 statutory ones. They have no division code
 * of their own, and which streets each of them manages is our assumption: no source names them.
 */
const pilotZones: readonly { code: string; name: string; streets: readonly string[] }[] = [
  { code: '2102Z1', name: '高新区', streets: ['210211016', '210211021', '210212006'] },
  { code: '2102Z2', name: '长兴岛', streets: ['210281009', '210281011'] },
  { code: '2102Z3', name: '花园口', streets: ['210283005'] },
];

/** Codes that the roster gives to units which are neither street nor town nor township. */
export const isQuasiUnit = ({ level, code }: Area): boolean => level === 'STREET' && Number(code.slice(6)) >= 400;

/** All areas, parents first. */
export function readAreas(): Area[] {
  const managedBy = new Map(pilotZones.flatMap(({ code, streets }) => streets.map((street) => [street, code])));
  const paths = new Map<string, string>();
  const areas: Area[] = [];
  const add = (area: Omit<Area, 'path'>) => {
    const above = area.parentCode === null ? '' : `${paths.get(area.parentCode)}/`;
    const path = above + area.code;
    paths.set(area.code, path);
    areas.push({ ...area, path });
  };

  // The province is there to name its bodies. The tree of the city does not hang below it.
  add({
    code: '21', name: '辽宁省', level: 'PROVINCE', kind: 'STATUTORY',
    parentCode: null, statutoryParentCode: null, provenance: 'PUBLIC',
  });
  const lines = readFileSync(new URL('../../data/dalian-divisions-2017.csv', import.meta.url), 'utf8').trim().split(/\r?\n/);
  const divisions = lines.slice(1).map((line) => {
    const [code = '', name = '', level = '', parent = ''] = line.split(',');
    return { code, name, level: level as AreaLevel, parent };
  });
  for (const level of ['CITY', 'DISTRICT', 'STREET', 'COMMUNITY'] as const) {
    for (const division of divisions.filter((one) => one.level === level)) {
      const { code, name } = division;
      const statutoryParentCode = level === 'CITY' ? null : division.parent;
      const parentCode = managedBy.get(code) ?? statutoryParentCode;
      add({ code, name, level, kind: 'STATUTORY', parentCode, statutoryParentCode, provenance: 'PUBLIC' });
    }
    if (level !== 'DISTRICT') continue;
    for (const { code, name } of pilotZones) {
      add({ code, name, level, kind: 'PILOT_ZONE', parentCode: cityCode, statutoryParentCode: null, provenance: 'SAMPLE' });
    }
  }
  return areas;
}

export const toAreaTable = (areas: readonly Area[], { added, ended, currentFrom }: RosterHistory): SampleTable => ({
  name: 'area',
  columns: [
    'code', 'name', 'level', 'kind', 'parent_code', 'statutory_parent_code', 'path',
    'roster_version', 'valid_from', 'valid_to', 'current_from', 'provenance', 'search_key',
  ],
  total: areas.length + added.size,
  rows: [...areas, ...added.keys()].map((area) => [
    area.code, area.name, area.level, area.kind, area.parentCode, area.statutoryParentCode, area.path,
    rosterVersion, added.get(area) ?? rosterVersion, ended.get(area.code) ?? null, currentFrom.get(area.code) ?? null, area.provenance, toSearchKey(area.name),
  ]),
});

/** The code of the district that manages the area of this path. */
export const toDistrictCode = (path: string): string => path.split('/')[1] ?? cityCode;

/** 汉阳社区居委会 is the committee's name; the place is 汉阳社区. */
export const toPlaceName = ({ level, name }: Area): string =>
  level === 'COMMUNITY' ? name.replace(/(居民?|村民?)委员?会$/, (end) => (end.startsWith('村') ? '村' : '')).replace(/村村$/, '村') : name;
