import { addDays } from './calendar.js';
import { ids, toOrganizationId } from './organizations.js';
import { createRandom, type Random } from './random.js';
import type { Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';

type State = 'PLANNED' | 'APPROVED' | 'BUILDING' | 'ACCEPTED' | 'OPERATING';

/** Built one after the other, each about a year after the one before. */
const phases = [
  { phase: 1, name: '一期', daysAgo: 900, channels: [120, 400] },
  { phase: 2, name: '二期', daysAgo: 420, channels: [80, 300] },
  { phase: 3, name: '三期', daysAgo: 30, channels: [60, 240] },
] as const;
const states: readonly State[] = ['PLANNED', 'APPROVED', 'BUILDING', 'ACCEPTED', 'OPERATING'];
const yuanPerChannel = [9_000, 16_000] as const;
const reasons = ['并入下一期统一建设', '与城市管理视频项目合并'];

/** Phases of 雪亮工程 in every district, and one of the city itself. All figures are made up: the report gives none. */
export function makeXueliang({ areas }: Roster, seed: number, anchorDate: string): SampleTable[] {
  const random = createRandom(seed, 'xueliang projects');
  const rows = areas.filter(({ level }) => level === 'CITY' || level === 'DISTRICT').flatMap((area) => {
    const isCity = area.level === 'CITY';
    return (isCity ? phases.slice(0, 1) : phases).map(({ phase, name, daysAgo, channels }) => ({
      area_path: area.path, name: `${area.name}雪亮工程${name}`, phase, lead_organization_id: isCity ? ids.cityOffice : toOrganizationId(area.code, 'GOVERNANCE'),
      ...drawProject({ plannedStart: addDays(anchorDate, -daysAgo + random.int(-60, 60)), channels, anchorDate }, random), provenance: 'SAMPLE',
    }));
  });
  return [toTable('xueliang_project', rows.map((row, at) => ({ id: `XP${String(at + 1).padStart(3, '0')}`, ...row })))];
}

interface Draw {
  readonly plannedStart: string;
  readonly channels: readonly [low: number, high: number];
  readonly anchorDate: string;
}

function drawProject({ plannedStart, channels, anchorDate }: Draw, random: Random) {
  const planned = random.int(...channels);
  const budget = planned * random.int(...yuanPerChannel);
  const plannedEnd = addDays(plannedStart, random.int(150, 330));
  // Days of coming to each state, of which only what lies before today has happened.
  const approvedOn = addDays(plannedStart, -random.int(20, 80));
  const startedOn = addDays(plannedStart, random.int(-5, 30));
  const acceptedOn = addDays(plannedEnd, random.int(-15, 90));
  const operatingSince = addDays(acceptedOn, random.int(5, 40));
  const at = [approvedOn, startedOn, acceptedOn, operatingSince].filter((on) => on < anchorDate).length;
  const isCancelled = at < 3 && random.chance(0.06);
  const isBuilt = at >= 3;
  const built = at < 2 ? 0 : isBuilt ? planned - random.int(0, 6) : Math.round(planned * (0.15 + 0.7 * random.next()));
  const fromDepartments = random.int(0, 20);
  const fromMarket = random.int(0, 15);
  const part = (percent: number) => Math.round((budget * percent) / 100);
  return {
    state: isCancelled ? 'CANCELLED' : states[at] ?? 'PLANNED', planned_channels: planned, built_channels: built,
    accepted_channels: isBuilt ? built - random.int(0, 3) : null,
    government_yuan: budget - part(fromDepartments) - part(fromMarket), department_yuan: part(fromDepartments), social_yuan: 0, market_yuan: part(fromMarket),
    spent_yuan: at < 2 ? null : Math.round(budget * (isBuilt ? 0.94 : 0.9 * (built / planned))),
    planned_start: plannedStart, planned_end: plannedEnd, approved_on: at >= 1 ? approvedOn : null, started_on: at >= 2 ? startedOn : null,
    accepted_on: at >= 3 ? acceptedOn : null, operating_since: at >= 4 ? operatingSince : null,
    cancelled_on: isCancelled ? addDays(anchorDate, -1) : null, reason: isCancelled ? random.pick(reasons) : null,
    version: at + 1 + Number(isCancelled),
  };
}
