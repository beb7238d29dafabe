import {
  checkComingDay, checkCount, checkImpersonalText, checkPastDay, illegalTransition, inputError, notFound, staleVersion, toDayValue, toLocalDay,
} from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { Inspection, Prisma } from '../__generated__/prisma/client.js';
import type { CancelInspectionInput, CarryOutInspectionInput, CloseInspectionInput, PlanInspectionInput } from '../__generated__/resolvers.js';
import { FIRST_STATE, INSPECTION_TRANSITIONS, type InspectionAction } from '../inspections/transitions.js';
import { listAllowed } from '../transitions.js';
import type { CentersChangeTools, Tx } from './change.js';
import { findAreaPath, isInsidePath, outsideArea, refuseUnknownBody } from './lock-records.js';

const changed = (id: string) => ({ __typename: 'InspectionChanged', id } as const);

const notVerified = (findingIds: readonly string[]) => ({
  __typename: 'FindingsNotVerified', findingIds,
  message: `${findingIds.length} findings are not verified yet: an inspection closes with the last of them.`,
  messageZh: `尚有 ${findingIds.length} 个问题未确认整改：全部确认后方可办结。`,
} as const);

/** Paths of centers; the refusal of the first that is not there, or not inside. */
async function findCenterPaths(tx: Tx, centerIds: readonly string[], areaPath: string) {
  const centers = new Map((await tx.center.findMany({ where: { id: { in: [...centerIds] } }, select: { id: true, areaPath: true } })).map(({ id, areaPath: path }) => [id, path]));
  const missing = centerIds.find((id) => !centers.has(id));
  if (missing !== undefined) return notFound(missing);
  const foreign = centerIds.find((id) => !isInsidePath(centers.get(id) ?? '', areaPath));
  return foreign === undefined ? centers : outsideArea(foreign, areaPath);
}

interface MoveInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
}

interface Move<Refused> {
  readonly data: Prisma.InspectionUpdateInput;
  /** Refuses what depends on more than the state, or does what else belongs to the step. */
  readonly follow?: (tx: Tx, inspection: Inspection) => Promise<Refused | null>;
}

/** 督导检查: planned, carried out, closed. */
export function createInspectionChanges({ change, now }: CentersChangeTools) {
  const move = <Refused extends object = never>(action: InspectionAction, input: MoveInput, { data, follow }: Move<Refused>) => {
    const { from, to } = INSPECTION_TRANSITIONS[action];
    const { id, idempotencyKey, expectedVersion } = input;
    return change({ idempotencyKey, operation: action, input }, async (tx, announce) => {
      await tx.$queryRaw`SELECT FROM inspection WHERE id = ${id} FOR NO KEY UPDATE`;
      const inspection = await tx.inspection.findUnique({ where: { id } });
      if (!inspection) return notFound(id);
      if (!from.includes(inspection.state)) return illegalTransition(inspection.state, listAllowed(INSPECTION_TRANSITIONS, inspection.state));
      if (inspection.version !== expectedVersion) return staleVersion(inspection.version);
      const refusal = await follow?.(tx, inspection);
      if (refusal) return refusal;
      await tx.inspection.update({ where: { id }, data: { ...data, state: to, version: inspection.version + 1 } });
      await announce({ topic: 'inspection.changed', subject: id, areaPath: inspection.areaPath, payload: { inspectionId: id, action, state: to } });
      return changed(id);
    });
  };

  return {
    planInspection: (input: PlanInspectionInput) => {
      const { idempotencyKey, areaCode, kind, inspectorId, plannedOn } = input;
      const title = checkImpersonalText('title', input.title, 100);
      checkComingDay('plannedOn', plannedOn, now());
      checkCount('centerIds', input.centerIds, [0, 200]);
      const centerIds = [...new Set(input.centerIds)];
      return change({ idempotencyKey, operation: 'planInspection', input }, async (tx, announce) => {
        const areaPath = await findAreaPath(tx, areaCode);
        if (areaPath === null) return notFound(areaCode);
        const unknown = await refuseUnknownBody(tx, inspectorId);
        if (unknown) return unknown;
        const centers = await findCenterPaths(tx, centerIds, areaPath);
        if ('__typename' in centers) return centers;
        const id = randomUUID();
        await tx.inspection.create({ data: { id, title, areaPath, kind, inspectorId, state: FIRST_STATE, plannedOn: toDayValue(plannedOn), provenance: 'REGISTERED' } });
        await tx.inspectionCenter.createMany({ data: centerIds.map((centerId) => ({ inspectionId: id, centerId })) });
        await announce({ topic: 'inspection.changed', subject: id, areaPath, payload: { inspectionId: id, action: 'planInspection', state: FIRST_STATE } });
        return changed(id);
      });
    },

    carryOutInspection: (input: CarryOutInspectionInput) => {
      const { carriedOutOn, findings } = input;
      checkPastDay('carriedOutOn', carriedOutOn, now());
      checkCount('findings', findings, [0, 200]);
      const texts = findings.map(({ text }, at) => checkImpersonalText(`findings[${at}].text`, text, 300));
      findings.forEach(({ dueOn }, at) => {
        if (dueOn < carriedOutOn) throw inputError(`findings[${at}].dueOn`, 'lies before carriedOutOn.');
      });
      return move('carryOutInspection', input, {
        data: { carriedOutOn: toDayValue(carriedOutOn) },
        follow: async (tx, { id, areaPath }) => {
          const centers = await findCenterPaths(tx, [...new Set(findings.flatMap(({ centerId }) => centerId ?? []))], areaPath);
          if ('__typename' in centers) return centers;
          await tx.finding.createMany({
            data: findings.map(({ centerId, dueOn }, at) => ({
              id: `${id}-${at + 1}`, areaPath: centers.get(centerId ?? '') ?? areaPath, centerId: centerId ?? null, inspectionId: id, text: texts[at] ?? '',
              state: 'OPEN' as const, foundOn: toDayValue(carriedOutOn), dueOn: toDayValue(dueOn), provenance: 'REGISTERED' as const,
            })),
          });
          return null;
        },
      });
    },

    closeInspection: (input: CloseInspectionInput) => move('closeInspection', input, {
      data: { closedOn: toDayValue(toLocalDay(now())), conclusion: checkImpersonalText('conclusion', input.conclusion, 500) },
      follow: async (tx, { id }) => {
        const open = await tx.finding.findMany({ where: { inspectionId: id, state: { not: 'VERIFIED' } }, select: { id: true }, orderBy: { id: 'asc' } });
        return open.length > 0 ? notVerified(open.map((finding) => finding.id)) : null;
      },
    }),

    cancelInspection: (input: CancelInspectionInput) => move<never>('cancelInspection', input, { data: {} }),
  };
}
