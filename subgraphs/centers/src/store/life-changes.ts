import { checkImpersonalText, checkOptionalImpersonalText, checkPastDay, illegalTransition, inputError, notFound, staleVersion, toDayValue } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type {
  CenterStatus, CloseCenterInput, CompleteBuildingInput, MergeCenterInput, MoveCenterInput, OpenCenterInput, PlanCenterInput, StartBuildingInput,
} from '../__generated__/resolvers.js';
import { actionsFrom, findNextStatus, type CenterAction } from '../center-transitions.js';
import type { CentersChangeTools, Tx } from './change.js';
import { areaHasCenter } from './center-refusals.js';
import { notStanding } from './lock-records.js';
import { areaHasEnded, wrongLevel } from './roster-refusals.js';

/** While the roster changes, no center may be written into a place that is about to move. */
const holdRoster = (tx: Tx) => tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtext('roster'))`;

interface LockedCenter {
  readonly id: string;
  readonly areaCode: string;
  readonly areaPath: string;
  readonly level: 'CITY';
  readonly status: CenterStatus;
  readonly version: number;
  /** Day of its latest step; null where none is known. */
  readonly latestOn: string | null;
  readonly steps: number;
}

/** `key` names the center, or the area that it serves. */
async function lockCenter(tx: Tx, key: string, by: 'id' | 'area' = 'id'): Promise<LockedCenter | undefined> {
  await tx.$queryRaw`SELECT FROM center WHERE (${by} = 'id' AND id = ${key}) OR (${by} = 'area' AND area_code = ${key}) FOR NO KEY UPDATE`;
  const [center] = await tx.$queryRaw<LockedCenter[]>`
    SELECT id, area_code AS "areaCode", area_path AS "areaPath", level::text, status::text, version,
           (SELECT max(happened_on)::text FROM center_step s WHERE s.center_id = center.id) AS "latestOn",
           (SELECT count(*)::int FROM center_step s WHERE s.center_id = center.id) AS steps
    FROM center WHERE (${by} = 'id' AND id = ${key}) OR (${by} = 'area' AND area_code = ${key})`;
  return center;
}

interface Step {
  readonly action: CenterAction;
  readonly to: CenterStatus;
  readonly on: string;
  readonly note: string | null;
  readonly intoCenterId?: string;
  readonly formerAreaCode?: string;
}

const enter = (tx: Tx, { id, status, steps }: LockedCenter, { on, ...step }: Step, isFirst = false) => tx.centerStep.create({
  data: { ...step, centerId: id, position: steps + 1, from: isFirst ? null : status, happenedOn: toDayValue(on), provenance: 'REGISTERED' },
});

interface Asked {
  readonly centerId: string;
  readonly expectedVersion: number;
}

/** The center as it was read and where the action leads, or why it is not open. */
async function findOpen(tx: Tx, { centerId, expectedVersion }: Asked, action: CenterAction, [field, on]: readonly [field: string, on: string]) {
  const center = await lockCenter(tx, centerId);
  if (!center) return notFound(centerId);
  if (center.version !== expectedVersion) return staleVersion(center.version);
  const to = findNextStatus(center.status, action);
  if (to === null) return illegalTransition(center.status, actionsFrom(center.status));
  if (center.latestOn !== null && on < center.latestOn) throw inputError(field, `${on} is before the center's latest step, on ${center.latestOn}.`);
  return { center, to };
}

const changed = (centerId: string) => ({ __typename: 'CenterChanged', centerId } as const);

/** With a center its posts end, and what it demonstrated. A trigger would end the posts too, but today. */
async function endWork(tx: Tx, centerId: string, on: string): Promise<void> {
  await tx.staffingRecord.updateMany({ where: { centerId, endedOn: null }, data: { endedOn: toDayValue(on) } });
  await tx.demonstrationSite.deleteMany({ where: { centerId } });
}

/** A place that a center can serve, or why not. */
async function findPlace(tx: Tx, code: string) {
  const area = await tx.area.findUnique({ where: { code }, select: { path: true, level: true, validTo: true } });
  if (!area) return notFound(code);
  return area.validTo === null ? area : areaHasEnded(code);
}

/** Ids outlive moves: that of the area's code may belong to a center that serves another area by now. */
async function findFreeId(tx: Tx, areaCode: string): Promise<string> {
  const id = `C${areaCode}`;
  return await tx.center.findUnique({ where: { id }, select: { id: true } }) ? `${id}-${randomUUID().slice(0, 8)}` : id;
}

/** 综治中心的一生: planned, built, opened, closed, merged into another, moved to another area. */
export function createLifeChanges({ change, now }: CentersChangeTools) {
  /** A step that changes the center alone. */
  const simple = (action: CenterAction, topic: string) =>
    (input: StartBuildingInput | OpenCenterInput | CompleteBuildingInput | CloseCenterInput, columns: object = {}) => {
      const { idempotencyKey, centerId, on } = input;
      const note = checkOptionalImpersonalText('note', input.note, 200);
      checkPastDay('on', on, now());
      return change({ idempotencyKey, operation: action, input }, async (tx, announce) => {
        const found = await findOpen(tx, input, action, ['on', on]);
        if ('__typename' in found) return found;
        const { center, to } = found;
        if (to === 'CLOSED') await endWork(tx, centerId, on);
        await tx.center.update({ where: { id: centerId }, data: { ...columns, status: to, version: { increment: 1 }, updatedAt: now() } });
        await enter(tx, center, { action, to, on, note });
        await announce({ topic, subject: centerId, areaPath: center.areaPath, payload: { centerId, from: center.status, to, on } });
        return changed(centerId);
      });
    };
  const complete = simple('completeBuilding', 'center.built');
  const start = simple('startBuilding', 'center.building');
  const open = simple('openCenter', 'center.opened');
  const close = simple('closeCenter', 'center.closed');

  return {
    planCenter: (input: PlanCenterInput) => {
      const { idempotencyKey, areaCode, on } = input;
      const name = checkImpersonalText('name', input.name, 60);
      const note = checkOptionalImpersonalText('note', input.note, 200);
      checkPastDay('on', on, now());
      return change({ idempotencyKey, operation: 'planCenter', input }, async (tx, announce) => {
        await holdRoster(tx);
        await tx.$queryRaw`SELECT FROM area WHERE code = ${areaCode} FOR NO KEY UPDATE`;
        const area = await findPlace(tx, areaCode);
        if ('__typename' in area) return area;
        const { path: areaPath, level } = area;
        if (level === 'PROVINCE') return wrongLevel(level);
        const former = await lockCenter(tx, areaCode, 'area');
        if (former && former.status !== 'CLOSED') return areaHasCenter(former.id);
        if (former?.latestOn != null && on < former.latestOn) throw inputError('on', `${on} is before the center's latest step, on ${former.latestOn}.`);
        const id = former?.id ?? await findFreeId(tx, areaCode);
        if (former) {
          await tx.center.update({ where: { id }, data: { name, status: 'PLANNED', builtOn: null, version: { increment: 1 }, updatedAt: now() } });
        } else {
          const kind = level === 'COMMUNITY' ? 'STATION' : 'CENTER';
          await tx.center.create({ data: { id, areaCode, areaPath, name, level, kind, status: 'PLANNED', provenance: 'REGISTERED', updatedAt: now() } });
        }
        const center = former ?? { id, areaCode, areaPath, level: 'CITY' as const, status: 'PLANNED' as const, version: 1, latestOn: null, steps: 0 };
        await enter(tx, center, { action: 'planCenter', to: 'PLANNED', on, note }, !former);
        await announce({ topic: 'center.planned', subject: id, areaPath, payload: { centerId: id, areaCode, on } });
        return changed(id);
      });
    },

    startBuilding: (input: StartBuildingInput) => start(input),

    completeBuilding: (input: CompleteBuildingInput) => {
      const { floorAreaM2, layout } = input;
      if (floorAreaM2 != null && !(floorAreaM2 > 0 && floorAreaM2 <= 100_000)) throw inputError('floorAreaM2', `${floorAreaM2} is outside 0 to 100000.`);
      return complete(input, { builtOn: toDayValue(input.on), ...(floorAreaM2 != null && { floorAreaM2 }), ...(layout != null && { layout }) });
    },

    openCenter: (input: OpenCenterInput) => open(input),
    closeCenter: (input: CloseCenterInput) => close(input),

    mergeCenter: (input: MergeCenterInput) => {
      const { idempotencyKey, centerId, intoCenterId, on } = input;
      const note = checkOptionalImpersonalText('note', input.note, 200);
      checkPastDay('on', on, now());
      if (intoCenterId === centerId) throw inputError('intoCenterId', 'a center cannot be merged into itself.');
      return change({ idempotencyKey, operation: 'mergeCenter', input }, async (tx, announce) => {
        // Both in one order, whichever of them is merged.
        await tx.$queryRaw`SELECT FROM center WHERE id IN (${centerId}, ${intoCenterId}) ORDER BY id FOR NO KEY UPDATE`;
        const found = await findOpen(tx, input, 'mergeCenter', ['on', on]);
        if ('__typename' in found) return found;
        const into = await tx.center.findUnique({ where: { id: intoCenterId }, select: { status: true } });
        if (!into) return notFound(intoCenterId);
        if (into.status !== 'BUILT' && into.status !== 'OPERATING') return notStanding(intoCenterId);
        const { center, to } = found;
        await endWork(tx, centerId, on);
        await tx.center.update({ where: { id: centerId }, data: { status: to, version: { increment: 1 }, updatedAt: now() } });
        await enter(tx, center, { action: 'mergeCenter', to, on, note, intoCenterId });
        await announce({ topic: 'center.merged', subject: centerId, areaPath: center.areaPath, payload: { centerId, intoCenterId, on } });
        return changed(centerId);
      });
    },

    moveCenter: (input: MoveCenterInput) => {
      const { idempotencyKey, centerId, areaCode, on } = input;
      const name = checkOptionalImpersonalText('name', input.name, 60);
      const note = checkOptionalImpersonalText('note', input.note, 200);
      checkPastDay('on', on, now());
      return change({ idempotencyKey, operation: 'moveCenter', input }, async (tx, announce) => {
        await holdRoster(tx);
        await tx.$queryRaw`SELECT FROM area WHERE code = ${areaCode} FOR NO KEY UPDATE`;
        const found = await findOpen(tx, input, 'moveCenter', ['on', on]);
        if ('__typename' in found) return found;
        const { center, to } = found;
        const area = await findPlace(tx, areaCode);
        if ('__typename' in area) return area;
        if (area.level !== center.level) return wrongLevel(area.level);
        const other = await tx.center.findUnique({ where: { areaCode }, select: { id: true } });
        if (other) return areaHasCenter(other.id);
        await tx.center.update({ where: { id: centerId }, data: { areaCode, ...(name !== null && { name }), version: { increment: 1 }, updatedAt: now() } });
        await tx.$executeRaw`SELECT move_center(${centerId}, ${area.path})`;
        await enter(tx, center, { action: 'moveCenter', to, on, note, formerAreaCode: center.areaCode });
        await announce({ topic: 'center.moved', subject: centerId, areaPath: area.path, payload: { centerId, areaCode, formerAreaCode: center.areaCode, on } });
        return changed(centerId);
      });
    },
  };
}
