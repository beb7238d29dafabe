import { addDays } from './calendar.js';
import { toLife, type SampleStep } from './center-life.js';
import { toPlaceName, type Area } from './divisions.js';
import { createRandom } from './random.js';
import { toCenterId, type Roster } from './roster.js';

interface ClosedCenter {
  readonly area: Area;
  readonly builtOn: string;
}

export interface FormerCenters {
  /** Centers that have closed, in areas that have no other. No other pillar holds anything of them. */
  readonly closed: readonly ClosedCenter[];
  /** Their lives, and the latest step of those that came from another area. */
  readonly steps: readonly SampleStep[];
  /** What they had of posts, until they ended. */
  readonly posts: { readonly center_id: string; readonly source: string; readonly area_path: string; readonly headcount: number; readonly ended_on: string | null; readonly provenance: string }[];
}

interface FormerInput {
  readonly roster: Roster;
  /** Areas that have ended. */
  readonly ended: ReadonlyMap<string, string>;
  readonly steps: readonly SampleStep[];
  readonly seed: number;
  readonly anchorDate: string;
}

const COUNTS = { closed: 4, merged: 4, moved: 5 };

/** Made-up centers that were closed, merged into a neighbour, or moved: what stands today is as the report counts it. */
export function planFormerCenters({ roster, ended, steps, seed, anchorDate }: FormerInput): FormerCenters {
  const random = createRandom(seed, 'former-centers');
  const openedOn = new Map(steps.filter(({ action }) => action === 'openCenter').map((step) => [step.center_id, step.happened_on]));
  const pairs = pairNeighbours(roster, (code) => !ended.has(code)).map(({ empty, beside }) => {
    const latest = [openedOn.get(beside) ?? anchorDate, addDays(anchorDate, -random.int(20, 300))].sort()[1] as string;
    return { empty, beside, on: latest, builtOn: addDays('2015-03-01', random.int(0, 650)) };
  });
  const drawn = random.sample(pairs, COUNTS.closed + COUNTS.merged + COUNTS.moved);
  const gone = drawn.slice(COUNTS.moved);
  return {
    posts: gone.map(({ empty, on }) => ({
      center_id: toCenterId(empty.code), source: 'PURCHASED_SERVICE', area_path: empty.path, headcount: 2, ended_on: on, provenance: 'SAMPLE',
    })),
    closed: gone.map(({ empty, builtOn }) => ({ area: empty, builtOn })),
    steps: [
      ...gone.flatMap(({ empty, beside, builtOn, on }, at): SampleStep[] => {
        const id = toCenterId(empty.code);
        const end = { center_id: id, position: 5, from_status: 'OPERATING', to_status: 'CLOSED', happened_on: on };
        return [
          ...toLife(id, [addDays(builtOn, -400), addDays(builtOn, -250), builtOn, addDays(builtOn, 20)]),
          at < COUNTS.closed ? { ...end, action: 'closeCenter', note: '示例：场地收回' } : { ...end, action: 'mergeCenter', note: '示例：并入邻近综治站', into_center_id: beside },
        ];
      }),
      // What operates has four steps behind it.
      ...drawn.slice(0, COUNTS.moved).map(({ empty, beside, on }): SampleStep => ({
        center_id: beside, position: 5, action: 'moveCenter', from_status: 'OPERATING', to_status: 'OPERATING', happened_on: on,
        note: '示例：调整服务区域', former_area_code: empty.code,
      })),
    ],
  };
}

/** Of each street one community without a center and, beside it, the id of a center that operates; both stand. */
function pairNeighbours({ centers, communities }: Roster, stands: (code: string) => boolean) {
  const held = new Set(centers.map(({ area }) => area.code));
  const beside = new Map(centers.filter(({ area, status }) => area.level === 'COMMUNITY' && status === 'OPERATING' && stands(area.code))
    .map(({ id, area }) => [area.parentCode, id]));
  const empty = new Map(communities.filter(({ code }) => !held.has(code) && stands(code)).map((area) => [area.parentCode, area]));
  return [...empty].flatMap(([street, area]) => {
    const neighbour = beside.get(street);
    return neighbour === undefined ? [] : [{ empty: area, beside: neighbour }];
  });
}

export const toClosedCenter = ({ area, builtOn }: ClosedCenter, anchorDate: string) => ({
  id: toCenterId(area.code), area_code: area.code, area_path: area.path, name: `${toPlaceName(area)}综治站`, level: area.level, kind: 'STATION',
  status: 'CLOSED', built_on: builtOn, floor_area_m2: null, layout: null, functions: [], capabilities: [], mechanisms: [],
  operating_model: null, director_post: null, signage_unified: false, signage_hung: false, realized: false, operational: false, effective: false,
  provenance: 'SAMPLE', updated_at: `${anchorDate}T00:00:00+08:00`,
});
