import { readFileSync } from 'node:fs';
import { table, type SampleTable } from './table.js';

export type Level = 'PROVINCE' | 'CITY' | 'DISTRICT' | 'STREET' | 'COMMUNITY';

export interface Area {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: Area | null;
  /** Codes from the root down in the management tree. */
  readonly path: string;
  readonly statutoryParentCode: string | null;
}

const SOURCE = new URL('../../data/dalian-divisions-2017.csv', import.meta.url);
export const CITY = '2102';
const ROSTER = '2017-10-31';

/**
 * The report counts 13 districts, of which 10 are statutory. It does not name the other three; that
 * they are these zones and manage these streets is an assumption of the sample.
 */
const PILOT_ZONES: Readonly<Record<string, { readonly name: string; readonly streets: readonly string[] }>> = {
  '2102Z1': { name: '高新区', streets: ['210211016', '210211021', '210212006'] },
  '2102Z2': { name: '长兴岛', streets: ['210281009', '210281011'] },
  '2102Z3': { name: '花园口', streets: ['210283005'] },
};

const zoneOf = new Map(Object.entries(PILOT_ZONES).flatMap(([code, { streets }]) => streets.map((street) => [street, code] as const)));

export const isPilotZone = (code: string): boolean => code in PILOT_ZONES;

/** Every area of the city, each after the one that manages it. */
export function readAreas(): readonly Area[] {
  const areas = new Map<string, Area>();
  const add = (code: string, name: string, level: Level, parentCode: string, statutoryParentCode: string | null) => {
    const parent = areas.get(parentCode) ?? null;
    areas.set(code, { code, name, level, parent, path: parent ? `${parent.path}/${code}` : code, statutoryParentCode });
  };
  const lines = readFileSync(SOURCE, 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
  for (const level of ['CITY', 'DISTRICT', 'STREET', 'COMMUNITY'] as const) {
    for (const [code = '', name = '', , statutory = ''] of lines.filter((line) => line[2] === level)) {
      add(code, name, level, zoneOf.get(code) ?? statutory, statutory || null);
    }
    if (level === 'DISTRICT') {
      for (const [code, { name }] of Object.entries(PILOT_ZONES)) add(code, name, 'DISTRICT', CITY, null);
    }
  }
  return [...areas.values()];
}

export function areaTable(areas: readonly Area[]): SampleTable {
  const rows = areas.map(({ code, name, level, parent, path, statutoryParentCode }) => [
    code, name, level, isPilotZone(code) ? 'PILOT_ZONE' : 'STATUTORY', parent?.code ?? null, statutoryParentCode, path, ROSTER, ROSTER,
    isPilotZone(code) || zoneOf.has(code) ? 'SAMPLE' : 'PUBLIC',
  ]);
  const province = ['21', '辽宁省', 'PROVINCE', 'STATUTORY', null, null, '21', ROSTER, ROSTER, 'PUBLIC'];
  return table('area', 'code name level kind parent_code statutory_parent_code path roster_version valid_from provenance', [province, ...rows]);
}
