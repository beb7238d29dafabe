import { addDays } from './calendar.js';
import { rosterVersion, type Area } from './divisions.js';
import { createRandom } from './random.js';
import type { Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';

export interface RosterHistory {
  /** Days on which areas of the roster ended, by code. */
  readonly ended: ReadonlyMap<string, string>;
  /** Since when renamed and moved areas are as they are, by code. */
  readonly currentFrom: ReadonlyMap<string, string>;
  /** Areas that are newer than the roster, with the day on which they were added. No other pillar holds anything of them yet. */
  readonly added: ReadonlyMap<Area, string>;
  readonly tables: readonly SampleTable[];
}

/** Days before the anchor day: one of each kind in the last month, and again in the last year or since the roster of the public codes. */
const RECENT = { ended: 12, added: 9, renamed: 17, moved: 6 };
const EARLIER = { ended: 140, added: 205, renamed: 260, moved: 310 };

/** Made-up changes of the roster, in such a way that today's names, places and figures are those of the public codes. */
export function planRosterHistory(roster: Roster, seed: number, anchorDate: string): RosterHistory {
  const random = createRandom(seed, 'roster-history');
  const operating = new Set(roster.centers.filter(({ status }) => status === 'OPERATING').map(({ area }) => area.code));
  const known = Math.round((Date.parse(anchorDate) - Date.parse(rosterVersion)) / 86_400_000) - 1;
  const streets = random.sample(roster.streets.filter(({ code, parentCode }) =>
    parentCode === '210204' && roster.communities.filter((community) => community.parentCode === code).length > 6), 2);
  const ended = new Map<string, string>();
  const currentFrom = new Map<string, string>();
  const added = new Map<Area, string>();
  const changes: Readonly<Record<string, string | null>>[] = [];
  const formers: Readonly<Record<string, string | null>>[] = [];

  for (const [at, street] of streets.entries()) {
    const ages = at === 0 ? RECENT : EARLIER;
    const [first, successor, renamed, moved] = random.sample(
      roster.communities.filter(({ code, parentCode }) => parentCode === street.code && operating.has(code)), 4) as [Area, Area, Area, Area];
    const formerStreet = streets[1 - at] as Area;
    const enter = (area: Area, kind: keyof typeof RECENT, more: Readonly<Record<string, string>>) => {
      const changedOn = addDays(anchorDate, -Math.min(ages[kind], known));
      changes.push({
        id: `Z${changes.length + 1}`, area_code: area.code, area_path: area.path, level: area.level, kind: kind.toUpperCase(), changed_on: changedOn,
        former_name: null, former_parent_code: null, successor_code: null, reason: '示例：区划调整', provenance: 'SAMPLE', ...more,
      });
      return changedOn;
    };
    const keep = (area: Area, until: string, former: Readonly<Record<string, string>>) => {
      currentFrom.set(area.code, until);
      formers.push({ area_code: area.code, valid_from: rosterVersion, valid_to: until, name: area.name, parent_code: area.parentCode, path: area.path, ...former });
    };

    ended.set(first.code, enter(first, 'ended', { successor_code: successor.code }));
    const formerName = renamed.name.replace(/^(.)/, '$1新');
    keep(renamed, enter(renamed, 'renamed', { former_name: formerName }), { name: formerName });
    keep(moved, enter(moved, 'moved', { former_parent_code: formerStreet.code }),
      { parent_code: formerStreet.code, path: `${formerStreet.path}/${moved.code}` });
    const code = `${street.code}19${at + 1}`;
    const community: Area = {
      code, name: `${street.name.replace(/街道.*$/, '')}第${at + 1}示例社区居委会`, level: 'COMMUNITY', kind: 'STATUTORY',
      parentCode: street.code, statutoryParentCode: street.code, path: `${street.path}/${code}`, provenance: 'SAMPLE',
    };
    added.set(community, enter(community, 'added', {}));
  }
  return { ended, currentFrom, added, tables: [toTable('area_former_state', formers), toTable('roster_change', changes)] };
}
