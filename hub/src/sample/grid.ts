import { addDays } from './calendar.js';
import { makeCodeTables } from './code-tables.js';
import { makeCommunityWork } from './community-work.js';
import { makeDisputes } from './disputes.js';
import { toPlaceName, type Area } from './divisions.js';
import { makeEvents } from './events.js';
import { makeHiddenRisks, makeRemediations } from './hidden-risks.js';
import type { Places } from './places.js';
import { createRandom, type Random } from './random.js';
import type { Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';

const functions = [
  'PARTY_BUILDING', 'PUBLIC_SECURITY', 'CIVIL_AFFAIRS', 'URBAN_MANAGEMENT',
  'FIRE_SAFETY', 'ENVIRONMENT', 'DISPUTE_SCREENING', 'CONVENIENCE_SERVICE',
];
/** The report tells of this street's grids that each serves many functions. */
const manyFunctionsStreet = '210204011';

/** A community with its grids, and how much happens there. */
export interface Neighbourhood {
  readonly area: Area;
  readonly place: string;
  readonly gridIds: readonly string[];
  readonly weight: number;
}

export interface GridInput {
  readonly roster: Roster;
  readonly places: Places;
  readonly seed: number;
  readonly anchorDate: string;
  readonly events: number;
  readonly disputes: number;
}

export function makeGrid(input: GridInput): SampleTable[] {
  const { roster, seed, anchorDate } = input;
  const random = createRandom(seed, 'grid');
  const faults = createRandom(seed, 'faulty terminals');
  const neighbourhoods = roster.communities.map((area): Neighbourhood => ({
    area, place: toPlaceName(area),
    gridIds: Array.from({ length: random.int(4, 6) }, (_, at) => `G${area.code}${String(at + 1).padStart(3, '0')}`),
    weight: (isVillage(area) ? 0.35 : 1) * (0.4 + random.next()),
  }));
  const grids = neighbourhoods.flatMap(({ area, place, gridIds }) => gridIds.map((id, at) => ({ id, area, name: `${place}第${at + 1}网格` })));
  return [
    ...makeCodeTables(),
    toTable('grid', grids.map(({ id, area, name }) => {
      const terminals = random.int(1, 3);
      return {
        id, code: id.slice(1), name, area_path: area.path,
        households: isVillage(area) ? random.int(90, 280) : random.int(300, 500),
        functions: drawFunctions(area, random),
        terminals, terminals_active: terminals - (random.chance(0.12) ? 1 : 0),
        work_map_title: '网格化服务管理工作图', work_map_posted: random.chance(0.88),
        provenance: 'SAMPLE', updated_at: `${addDays(anchorDate, -random.int(1, 200))}T10:00:00+08:00`,
      };
    }).map((row) => ({ ...row, terminals_faulty: row.terminals > row.terminals_active && faults.chance(0.5) ? 1 : 0 }))),
    toTable('grid_post', grids.flatMap(({ id, area }) => (['CHIEF', 'DEPUTY', 'WORKER'] as const).map((role) => {
      const posts = role === 'WORKER' ? random.int(1, 3) : 1;
      const vacant = random.chance({ CHIEF: 0.02, DEPUTY: 0.2, WORKER: 0.1 }[role]) ? 1 : 0;
      return { grid_id: id, role, area_path: area.path, posts, filled: posts - vacant, provenance: 'SAMPLE' };
    }))),
    ...makeEvents(input, neighbourhoods),
    ...makeDisputes(input, neighbourhoods),
    makeHiddenRisks(input, neighbourhoods),
    makeRemediations(input),
    ...makeCommunityWork(input),
  ];
}

const isVillage = ({ name }: Area) => name.includes('村');

function drawFunctions({ parentCode }: Area, random: Random): readonly string[] {
  if (parentCode === manyFunctionsStreet) return functions;
  const some = new Set(random.sample(functions, random.int(3, 6)));
  return functions.filter((one) => some.has(one));
}

/** Draws communities by their weight, each time in one step. */
export function createDraw(neighbourhoods: readonly Neighbourhood[]): (random: Random) => Neighbourhood {
  const slots = neighbourhoods.flatMap((one) => Array.from({ length: Math.max(1, Math.round(one.weight * 12)) }, () => one));
  return (random) => random.pick(slots);
}
