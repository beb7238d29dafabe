import { checkImpersonalText, checkPastDay, checkWhole, illegalTransition, inputError, notFound, staleVersion, toDayValue } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type {
  CenterStatus, JoinUnitInput, LeaveUnitInput, PostRuleDocumentInput, RecordFundingInput, RecordSignageInput, RecordStaffingInput, UpdateLedgerInput,
} from '../__generated__/resolvers.js';
import { actionsFrom } from '../center-transitions.js';
import { alreadyResident } from './center-refusals.js';
import type { CentersChangeTools, Tx } from './change.js';

interface RecordInput {
  readonly idempotencyKey: string;
  readonly centerId: string;
  readonly expectedVersion: number;
}

interface OpenCenter {
  readonly areaPath: string;
  readonly status: CenterStatus;
  readonly version: number;
}

/** A center whose records may change, as it was read; or why not. Its place cannot move until the change is over. */
async function lockOpen(tx: Tx, { centerId, expectedVersion }: RecordInput) {
  const [center] = await tx.$queryRaw<OpenCenter[]>`
    SELECT area_path AS "areaPath", status::text, version FROM center WHERE id = ${centerId} FOR NO KEY UPDATE`;
  if (!center) return notFound(centerId);
  if (center.version !== expectedVersion) return staleVersion(center.version);
  return center.status === 'CLOSED' ? illegalTransition(center.status, actionsFrom(center.status)) : center;
}

const changed = (centerId: string) => ({ __typename: 'CenterChanged', centerId } as const);

/** What a center keeps of its posts, money, signs, rules, ledgers and units. Each change counts its version on. */
export function createRecordChanges({ change, now }: CentersChangeTools) {
  const record = <Kept extends { readonly __typename: string }>(
    operation: string, topic: string, input: RecordInput, keep: (tx: Tx, center: OpenCenter) => Promise<Kept | null>,
  ) => change({ idempotencyKey: input.idempotencyKey, operation, input }, async (tx, announce) => {
    const { centerId } = input;
    const center = await lockOpen(tx, input);
    if ('__typename' in center) return center;
    const refusal = await keep(tx, center);
    if (refusal) return refusal;
    await tx.center.update({ where: { id: centerId }, data: { version: { increment: 1 }, updatedAt: now() } });
    const { idempotencyKey: _key, expectedVersion: _version, ...payload } = input;
    await announce({ topic, subject: centerId, areaPath: center.areaPath, payload });
    return changed(centerId);
  });

  return {
    recordStaffing: (input: RecordStaffingInput) => {
      const { centerId, source, headcount } = input;
      checkWhole('headcount', headcount, [0, 10_000]);
      return record<never>('recordStaffing', 'center.staffing', input, async (tx, { areaPath }) => {
        await tx.staffingRecord.upsert({
          where: { centerId_source: { centerId, source } },
          create: { centerId, source, areaPath, headcount, provenance: 'REGISTERED' }, update: { headcount, provenance: 'REGISTERED' },
        });
        return null;
      });
    },

    recordFunding: (input: RecordFundingInput) => {
      const { centerId, year, source, purpose, amountYuan } = input;
      checkWhole('year', year, [2_000, now().getUTCFullYear() + 1]);
      checkWhole('amountYuan', amountYuan, [0, 1e12]);
      if (!Number.isInteger(amountYuan)) throw inputError('amountYuan', `${amountYuan} is no whole number of yuan.`);
      return record<never>('recordFunding', 'center.funding', input, async (tx, { areaPath }) => {
        await tx.fundingRecord.upsert({
          where: { centerId_year_source_purpose: { centerId, year, source, purpose } },
          create: { centerId, year, source, purpose, areaPath, amountYuan: BigInt(amountYuan), provenance: 'REGISTERED' },
          update: { amountYuan: BigInt(amountYuan), provenance: 'REGISTERED' },
        });
        return null;
      });
    },

    recordSignage: (input: RecordSignageInput) => record<never>('recordSignage', 'center.signage', input, async (tx) => {
      await tx.center.update({ where: { id: input.centerId }, data: { signageUnified: input.unified, signageHung: input.hung } });
      return null;
    }),

    postRuleDocument: (input: PostRuleDocumentInput) => {
      const { centerId, kind, postedOnWall } = input;
      const title = checkImpersonalText('title', input.title, 100);
      return record<never>('postRuleDocument', 'center.rules', input, async (tx) => {
        const { count } = await tx.ruleDocument.updateMany({ where: { centerId, kind, title }, data: { postedOnWall } });
        if (count === 0) await tx.ruleDocument.create({ data: { id: randomUUID(), centerId, kind, title, postedOnWall, provenance: 'REGISTERED' } });
        return null;
      });
    },

    updateLedger: (input: UpdateLedgerInput) => {
      const { centerId, entries, updatedOn } = input;
      const title = checkImpersonalText('title', input.title, 100);
      checkWhole('entries', entries, [0, 10_000_000]);
      checkPastDay('updatedOn', updatedOn, now());
      return record<never>('updateLedger', 'center.ledger', input, async (tx) => {
        const data = { entries, updatedOn: toDayValue(updatedOn) };
        const { count } = await tx.workLedger.updateMany({ where: { centerId, title }, data });
        if (count === 0) await tx.workLedger.create({ data: { id: randomUUID(), centerId, title, ...data, provenance: 'REGISTERED' } });
        return null;
      });
    },

    joinUnit: (input: JoinUnitInput) => record('joinUnit', 'center.unit-joined', input, async (tx) => {
      const { centerId, organizationId } = input;
      if (!await tx.organization.findUnique({ where: { id: organizationId }, select: { id: true } })) return notFound(organizationId);
      if (await tx.residentUnit.count({ where: { centerId, organizationId } }) > 0) return alreadyResident(organizationId);
      await tx.residentUnit.create({ data: { centerId, organizationId } });
      return null;
    }),

    leaveUnit: (input: LeaveUnitInput) => record('leaveUnit', 'center.unit-left', input, async (tx) => {
      const { centerId, organizationId } = input;
      const { count } = await tx.residentUnit.deleteMany({ where: { centerId, organizationId } });
      return count === 0 ? notFound(organizationId) : null;
    }),
  };
}
