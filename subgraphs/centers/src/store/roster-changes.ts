import { checkImpersonalText, checkPastDay, inputError, notFound, staleVersion, toDayValue } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { Area, RosterChangeKind } from '../__generated__/database.js';
import type { AddAreaInput, EndAreaInput, MoveAreaInput, RenameAreaInput } from '../__generated__/resolvers.js';
import { canManage, kindOfCode, levelBelow, toStatutoryParent } from '../roster-rules.js';
import type { CentersChangeTools, Tx } from './change.js';
import { areaExists, areaHasEnded, areaStillManages, tooEarly, wrongLevel } from './roster-refusals.js';

/** Changes of the roster are few; one at a time, none of them sees half a tree. */
const lockRoster = (tx: Tx) => tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('roster'))`;

interface StandingArea {
  readonly code: string;
  readonly name: string;
  readonly level: Area['level'];
  readonly parentCode: string | null;
  readonly path: string;
  readonly version: number;
  /** Days: since when it is as it is, and when it ended. */
  readonly since: string;
  readonly ended: string | null;
}

async function findArea(tx: Tx, code: string): Promise<StandingArea | undefined> {
  const [area] = await tx.$queryRaw<StandingArea[]>`
    SELECT code, name, level::text, parent_code AS "parentCode", path, version,
           coalesce(current_from, valid_from)::text AS since, valid_to::text AS ended FROM area WHERE code = ${code} FOR NO KEY UPDATE`;
  return area;
}

/** An area that stands, or why it is not to be had. */
async function findStanding(tx: Tx, code: string) {
  const area = await findArea(tx, code);
  if (!area) return notFound(code);
  return area.ended === null ? area : areaHasEnded(code);
}

interface Asked {
  readonly code: string;
  readonly expectedVersion: number;
}

/** The area as it was read, if it may still change on that day. */
async function findToChange(tx: Tx, { code, expectedVersion }: Asked, on: string) {
  const area = await findStanding(tx, code);
  if ('__typename' in area) return area;
  if (area.version !== expectedVersion) return staleVersion(area.version);
  return on > area.since ? area : tooEarly(area.since);
}

/** Keeps how the area and, with `inside`, all that it manages have been until this day. */
const keepFormer = (tx: Tx, { path }: StandingArea, on: string, inside: boolean) => tx.$executeRaw`
  INSERT INTO area_former_state (area_code, valid_from, valid_to, name, parent_code, path)
  SELECT code, coalesce(current_from, valid_from), ${on}::date, name, parent_code, path FROM area
  WHERE valid_to IS NULL AND (path = ${path} OR (${inside} AND starts_with(path, ${`${path}/`})))`;

interface Entry {
  readonly code: string;
  readonly path: string;
  readonly level: Area['level'];
  readonly kind: RosterChangeKind;
  readonly on: string;
  readonly reason: string;
  readonly formerName?: string;
  readonly formerParentCode?: string | null;
  readonly successorCode?: string | null;
}

/** Enters it in the roster's history, and tells under which id. */
async function enter(tx: Tx, { code, path, on, ...entry }: Entry): Promise<string> {
  const id = randomUUID();
  await tx.rosterChange.create({ data: { ...entry, id, areaCode: code, areaPath: path, changedOn: toDayValue(on), provenance: 'REGISTERED' } });
  return id;
}

const changed = (code: string) => ({ __typename: 'AreaChanged', code } as const);

/** 区划变更. What an area was is kept; what belongs to one that ends stays where it is. */
export const createRosterChanges = ({ change, now }: CentersChangeTools) => ({
  addArea: (input: AddAreaInput) => {
    const { idempotencyKey, code, parentCode, addedOn } = input;
    const name = checkImpersonalText('name', input.name, 60);
    const reason = checkImpersonalText('reason', input.reason, 200);
    checkPastDay('addedOn', addedOn, now());
    return change({ idempotencyKey, operation: 'addArea', input }, async (tx, announce) => {
      await lockRoster(tx);
      const parent = await findStanding(tx, parentCode);
      if ('__typename' in parent) return parent;
      const level = levelBelow(parent.level);
      if (!level) return wrongLevel(parent.level);
      const kind = kindOfCode(code, level);
      if (!kind) throw inputError('code', `${JSON.stringify(code)} is no code of the tier ${level}.`);
      if (await findArea(tx, code)) return areaExists(code);
      if (addedOn < parent.since) return tooEarly(parent.since);
      const path = `${parent.path}/${code}`;
      await tx.area.create({
        data: {
          code, name, level, kind, parentCode, path, statutoryParentCode: toStatutoryParent(code, level),
          rosterVersion: addedOn, validFrom: toDayValue(addedOn), provenance: 'REGISTERED',
        },
      });
      const changeId = await enter(tx, { code, path, level, kind: 'ADDED', on: addedOn, reason });
      await announce({ topic: 'area.added', subject: code, areaPath: path, payload: { changeId, code, parentCode, addedOn } });
      return changed(code);
    });
  },

  renameArea: (input: RenameAreaInput) => {
    const { idempotencyKey, code, renamedOn } = input;
    const name = checkImpersonalText('name', input.name, 60);
    const reason = checkImpersonalText('reason', input.reason, 200);
    checkPastDay('renamedOn', renamedOn, now());
    return change({ idempotencyKey, operation: 'renameArea', input }, async (tx, announce) => {
      await lockRoster(tx);
      const area = await findToChange(tx, input, renamedOn);
      if ('__typename' in area) return area;
      await keepFormer(tx, area, renamedOn, false);
      await tx.area.update({ where: { code }, data: { name, currentFrom: toDayValue(renamedOn), version: { increment: 1 } } });
      const { path, level } = area;
      const changeId = await enter(tx, { code, path, level, kind: 'RENAMED', on: renamedOn, formerName: area.name, reason });
      await announce({ topic: 'area.renamed', subject: code, areaPath: path, payload: { changeId, code, formerName: area.name, name, renamedOn } });
      return changed(code);
    });
  },

  moveArea: (input: MoveAreaInput) => {
    const { idempotencyKey, code, parentCode, movedOn } = input;
    const reason = checkImpersonalText('reason', input.reason, 200);
    checkPastDay('movedOn', movedOn, now());
    return change({ idempotencyKey, operation: 'moveArea', input }, async (tx, announce) => {
      await lockRoster(tx);
      const area = await findToChange(tx, input, movedOn);
      if ('__typename' in area) return area;
      const parent = await findStanding(tx, parentCode);
      if ('__typename' in parent) return parent;
      if (!canManage(parent.level, area.level)) return wrongLevel(parent.level);
      if (parentCode === area.parentCode) throw inputError('parentCode', `${parentCode} manages ${code} already.`);
      const [latest] = await tx.$queryRaw<{ on: string | null }[]>`
        SELECT max(coalesce(current_from, valid_from))::text AS on FROM area
        WHERE valid_to IS NULL AND (code = ${parentCode} OR starts_with(path, ${`${area.path}/`}))`;
      if (latest?.on != null && movedOn <= latest.on) return tooEarly(latest.on);
      const { level } = area;
      const path = `${parent.path}/${code}`;
      await keepFormer(tx, area, movedOn, true);
      await tx.$executeRaw`
        UPDATE area SET current_from = ${movedOn}::date, version = version + 1
        WHERE valid_to IS NULL AND (code = ${code} OR starts_with(path, ${`${area.path}/`}))`;
      await tx.area.update({ where: { code }, data: { parentCode } });
      await tx.$executeRaw`SELECT move_paths(${area.path}, ${path})`;
      const changeId = await enter(tx, { code, path, level, kind: 'MOVED', on: movedOn, formerParentCode: area.parentCode, reason });
      const payload = { changeId, code, formerPath: area.path, path, movedOn };
      await announce({ topic: 'area.moved', subject: code, areaPath: path, payload });
      return changed(code);
    });
  },

  endArea: (input: EndAreaInput) => {
    const { idempotencyKey, code, endedOn, successorCode = null } = input;
    const reason = checkImpersonalText('reason', input.reason, 200);
    checkPastDay('endedOn', endedOn, now());
    return change({ idempotencyKey, operation: 'endArea', input }, async (tx, announce) => {
      await lockRoster(tx);
      const area = await findToChange(tx, input, endedOn);
      if ('__typename' in area) return area;
      const children = await tx.area.count({ where: { parentCode: code, validTo: null } });
      if (children > 0) return areaStillManages(children);
      if (successorCode === code) throw inputError('successorCode', 'an area cannot take itself over.');
      const successor = successorCode === null ? null : await findStanding(tx, successorCode);
      if (successor && '__typename' in successor) return successor;
      if (successor && successor.level !== area.level) return wrongLevel(successor.level);
      await tx.area.update({ where: { code }, data: { validTo: toDayValue(endedOn), version: { increment: 1 } } });
      const { path, level } = area;
      const changeId = await enter(tx, { code, path, level, kind: 'ENDED', on: endedOn, successorCode, reason });
      await announce({ topic: 'area.ended', subject: code, areaPath: path, payload: { changeId, code, successorCode, endedOn } });
      return changed(code);
    });
  },
});
