import { addDays } from './calendar.js';
import { toCorrection } from './compliance.js';
import { ids } from './organizations.js';
import { createRandom, type Random } from './random.js';
import type { PlannedCenter, Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';

const kinds = [['ROUTINE', 5], ['SPECIAL', 3], ['UNANNOUNCED', 2]] as const;
const titles = { ROUTINE: '综治中心常规督导检查', SPECIAL: '四项重点建设专项督导检查', UNANNOUNCED: '综治中心运行情况暗访' } as const;
const ofCenters = ['值班值守记录不全', '指挥调度室设备未开启', '工作台帐更新不及时', '派驻人员未到岗', '视联网点名未应答'];
const ofAreas = ['逾期事件督办不力', '部门联动会商记录缺失', '年度任务分解未到街道'];
const corrections = ['已通报并限期整改到位', '已更换设备并恢复使用', '已补齐记录并建立抽查制度'];

/** Of each district: some that are closed, a recent one whose findings are being put right, one to come. */
export function makeInspections({ areas, built }: Roster, seed: number, anchorDate: string): SampleTable[] {
  const random = createRandom(seed, 'inspections');
  const inspections = areas.filter(({ level }) => level === 'DISTRICT').flatMap(({ code, name, path }) => {
    const here = built.filter(({ area }) => area.path.startsWith(`${path}/`) || area.path === path);
    const days = [-random.int(250, 330), -random.int(150, 220), -random.int(80, 130), -random.int(6, 50), random.int(6, 60)];
    return days.map((offset, at) => {
      const kind = random.weighted(kinds);
      const state = offset > 0 ? 'PLANNED' : offset < -60 ? (random.chance(0.08) ? 'CANCELLED' : 'CLOSED') : 'CARRIED_OUT';
      const centers = random.sample(here, random.int(2, 6));
      const plannedOn = addDays(anchorDate, offset);
      const carriedOutOn = state === 'CLOSED' || state === 'CARRIED_OUT' ? addDays(plannedOn, random.int(0, 4)) : null;
      const id = `Y${code}-${at + 1}`;
      return {
        centers, findings: carriedOutOn === null ? [] : drawFindings({ id, path, centers, carriedOutOn, isClosed: state === 'CLOSED' }, random),
        row: {
          id, title: `${name}${titles[kind]}`, area_path: path, kind, inspector_id: ids.cityOffice, state, planned_on: plannedOn, carried_out_on: carriedOutOn,
          closed_on: state === 'CLOSED' ? addDays(plannedOn, random.int(40, 58)) : null, conclusion: state === 'CLOSED' ? '发现问题已全部整改，经复查确认' : null,
          version: { PLANNED: 1, CANCELLED: 2, CARRIED_OUT: 2, CLOSED: 3 }[state], provenance: 'SAMPLE',
        },
      };
    });
  });
  return [
    toTable('inspection', inspections.map(({ row }) => row)),
    toTable('inspection_center', inspections.flatMap(({ row, centers }) => centers.map((center) => ({ inspection_id: row.id, center_id: center.id })))),
    toTable('finding', inspections.flatMap(({ findings }) => findings)),
  ];
}

interface Visit {
  readonly id: string;
  readonly path: string;
  readonly centers: readonly PlannedCenter[];
  readonly carriedOutOn: string;
  readonly isClosed: boolean;
}

function drawFindings({ id, path, centers, carriedOutOn, isClosed }: Visit, random: Random) {
  return Array.from({ length: random.int(1, 4) }, (_, at) => {
    const center = random.chance(0.8) ? random.pick(centers) : null;
    const state = isClosed ? 'VERIFIED' : random.weighted([['OPEN', 5], ['CORRECTED', 3], ['VERIFIED', 2]] as const);
    const correctedOn = addDays(carriedOutOn, random.int(1, 4));
    const areaPath = center?.area.path ?? path;
    return {
      id: `${id}-${at + 1}`, area_path: areaPath, center_id: center?.id ?? null, inspection_id: id, text: random.pick(center ? ofCenters : ofAreas), state,
      found_on: carriedOutOn, due_on: addDays(carriedOutOn, random.int(10, 40)),
      ...toCorrection(state, { correctedOn, verifiedOn: addDays(correctedOn, 1), correction: random.pick(corrections), areaPath }),
      version: { OPEN: 1, CORRECTED: 2, VERIFIED: 3 }[state], provenance: 'SAMPLE',
    };
  });
}
