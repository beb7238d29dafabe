import { addDays } from './calendar.js';
import type { Area } from './divisions.js';
import { ids, toOrganizationId } from './organizations.js';
import { createRandom, type Random } from './random.js';
import type { Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';

type Phase = 'PLANNED' | 'APPROVED' | 'BUILDING' | 'ACCEPTED' | 'OPERATING' | 'CANCELLED';

interface Work {
  readonly kind: string;
  readonly name: string;
  /** In ten thousand yuan, for the city; a district's costs a tenth. */
  readonly budget: readonly [low: number, high: number];
  /** Days that it takes. */
  readonly days: readonly [low: number, high: number];
}

const works: readonly Work[] = [
  { kind: 'NETWORK', name: '综治专网延伸工程', budget: [300, 900], days: [90, 300] },
  { kind: 'NETWORK', name: '综治视联网接入工程', budget: [200, 700], days: [60, 240] },
  { kind: 'PLATFORM', name: '综治信息平台升级', budget: [400, 1_200], days: [180, 420] },
  { kind: 'PLATFORM', name: '网格化服务管理平台对接', budget: [150, 500], days: [90, 270] },
  { kind: 'COMMAND_ROOM', name: '综治中心指挥调度室改造', budget: [200, 600], days: [60, 180] },
  { kind: 'TERMINALS', name: '网格手持终端配备', budget: [100, 400], days: [30, 120] },
  { kind: 'DATA', name: '基础数据治理', budget: [80, 300], days: [120, 360] },
];

const phases: readonly Phase[] = ['PLANNED', 'APPROVED', 'BUILDING', 'ACCEPTED', 'OPERATING'];

/** Some years of projects of the city and of every district, with what each serves. */
export function makeProjects(roster: Roster, seed: number, anchorDate: string): SampleTable[] {
  const random = createRandom(seed, 'infrastructure projects');
  const areas = roster.areas.filter(({ level }) => level === 'CITY' || level === 'DISTRICT');
  const made = areas.flatMap((area) => random.sample(works, random.int(4, works.length)).map((work) => ({
    area, served: drawServed(area, roster, random), row: makeProject(area, work, { anchorDate, random }),
  }))).map((project, at) => ({ ...project, id: `IP${String(at + 1).padStart(4, '0')}` }));
  return [
    toTable('infrastructure_project', made.map(({ id, row }) => ({ id, ...row }))),
    toTable('infrastructure_project_area', made.flatMap(({ id, served }) => served.map(({ path }) => ({ project_id: id, area_path: path })))),
    toTable('infrastructure_project_center', made.flatMap(({ id, served }) => roster.built.filter(({ area }) => served.includes(area))
      .map((center) => ({ project_id: id, center_id: center.id })))),
  ];
}

/** Areas one tier below: all that there are, or some. */
function drawServed(area: Area, { areas }: Roster, random: Random): readonly Area[] {
  const beneath = areas.filter(({ path }) => path.startsWith(`${area.path}/`) && !path.slice(area.path.length + 1).includes('/'));
  return random.sample(beneath, random.int(1, beneath.length));
}

function makeProject(area: Area, { kind, name, budget, days }: Work, { anchorDate, random }: { readonly anchorDate: string; readonly random: Random }) {
  const isCity = area.level === 'CITY';
  const plannedStart = addDays(anchorDate, random.int(-900, 120));
  const plannedEnd = addDays(plannedStart, random.int(...days));
  const budgetYuan = random.int(...budget) * (isCity ? 10_000 : 1_000);
  // Days of entering each phase, of which only what lies before today has happened.
  const approvedOn = addDays(plannedStart, -random.int(20, 90));
  const startedOn = addDays(plannedStart, random.int(-5, 40));
  const acceptedOn = addDays(plannedEnd, random.int(-10, 90));
  const operatingSince = addDays(acceptedOn, random.int(5, 40));
  const isPast = [true, approvedOn, startedOn, acceptedOn, operatingSince].map((on) => on === true || on < anchorDate);
  const reached = phases[isPast.lastIndexOf(true)] ?? 'PLANNED';
  const isCancelled = random.chance(0.04) && (reached === 'APPROVED' || reached === 'BUILDING');
  const share = { PLANNED: 0, APPROVED: 0, BUILDING: 0.2 + 0.6 * random.next(), ACCEPTED: 0.9, OPERATING: 0.92 + 0.1 * random.next(), CANCELLED: 0.1 }[reached];
  const at = phases.indexOf(reached);
  return {
    area_path: area.path, name: `${area.name}${name}`, kind, phase: isCancelled ? 'CANCELLED' : reached,
    lead_organization_id: isCity ? ids.cityOffice : toOrganizationId(area.code, 'GOVERNANCE'),
    budget_yuan: budgetYuan, spent_yuan: share === 0 ? null : Math.round(budgetYuan * share),
    planned_start: plannedStart, planned_end: plannedEnd, approved_on: at >= 1 ? approvedOn : null, started_on: at >= 2 ? startedOn : null,
    accepted_on: at >= 3 ? acceptedOn : null, operating_since: at >= 4 ? operatingSince : null,
    cancelled_on: isCancelled ? addDays(anchorDate, -1) : null, version: at + 1 + Number(isCancelled), provenance: 'SAMPLE',
  };
}
