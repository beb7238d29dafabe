import { addDays } from './calendar.js';
import { createRandom, type Random } from './random.js';
import type { PlannedCenter } from './roster.js';
import { toTable, type SampleTable } from './table.js';

/** The report names no facilities: these are our assumption, with how many of them a center of a tier has. */
const facilities = [
  ['COMPUTER', '电脑', { CITY: 12, DISTRICT: 10, STREET: 5, COMMUNITY: 2 }],
  ['DISPLAY_WALL', '显示屏', { CITY: 12, DISTRICT: 6, STREET: 2, COMMUNITY: 0 }],
  ['DESK', '办公桌椅', { CITY: 10, DISTRICT: 12, STREET: 6, COMMUNITY: 3 }],
  ['PRINTER', '打印机', { CITY: 2, DISTRICT: 2, STREET: 1, COMMUNITY: 1 }],
] as const;

const albums = [['ARCHIVE', '综治工作档案'], ['ALBUM', '综治中心建设图册']] as const;

const tracks = [
  ['STANDARDIZATION', '按规范化标准补齐功能室和标识标牌'], ['INFORMATIZATION', '全部接入四个平台'], ['SUBSTANTIATION', '人员、场地、经费落实到位'],
] as const;

type Tier = 'CITY' | 'DISTRICT' | 'STREET' | 'COMMUNITY';

/** What each center that stands is equipped with, what it files and what it has taken up for the next stage. */
export function makeEquipment(built: readonly PlannedCenter[], seed: number, anchorDate: string): SampleTable[] {
  const random = createRandom(seed, 'equipment');
  const year = Number(anchorDate.slice(0, 4));
  return [
    toTable('facility', built.flatMap(({ id, area }) => facilities.flatMap(([kind, name, counts]) =>
      drawStates(counts[area.level as Tier], random).map(([state, count]) => ({ center_id: id, kind, state, name, count, provenance: 'SAMPLE' }))))),
    toTable('archive_album', built.filter(({ area }) => area.level !== 'COMMUNITY' || random.chance(0.2)).flatMap(({ id }) =>
      [year - 1, year - 2].flatMap((of) => albums.map(([kind, title], at) => {
        const records = random.int(6, 90);
        return { id: `${id}-B${of}-${at + 1}`, center_id: id, year: of, kind, title, records, pages: records * random.int(2, 9), provenance: 'SAMPLE' };
      })))),
    toTable('center_improvement', built.filter(({ area }) => area.level === 'CITY' || area.level === 'DISTRICT').flatMap(({ id }) =>
      tracks.map(([track, aim]) => ({
        center_id: id, track, aim, taken_up_on: addDays(anchorDate, -random.int(90, 300)),
        reached_on: random.chance(0.3) ? addDays(anchorDate, -random.int(1, 80)) : null, provenance: 'SAMPLE',
      })))),
  ];
}

/** Most are in use; of several, one may be under repair. */
function drawStates(usual: number, random: Random): (readonly [state: string, count: number])[] {
  if (usual === 0) return [];
  const count = usual + random.int(0, 1);
  return count > 1 && random.chance(0.12) ? [['IN_USE', count - 1], ['UNDER_REPAIR', 1]] : [['IN_USE', count]];
}
