import { checkImpersonalText, checkPastDay, checkWhole, inputError, notFound, toDayValue } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type {
  JoinUnitInput, LeaveUnitInput, PostRuleDocumentInput, RecordFundingInput, RecordSignageInput, RecordStaffingInput, UpdateLedgerInput,
} from '../__generated__/resolvers.js';
import { alreadyResident } from './center-refusals.js';
import type { CentersChangeTools } from './change.js';
import { createCenterRecorder } from './create-center-recorder.js';

/** What a center keeps of its posts, money, signs, rules, ledgers and units. */
export function createRecordChanges(tools: CentersChangeTools) {
  const { now } = tools;
  const record = createCenterRecorder(tools);
  return {
    recordStaffing: (input: RecordStaffingInput) => {
      const { centerId, source, headcount } = input;
      checkWhole('headcount', headcount, [0, 10_000]);
      return record<never>('recordStaffing', 'center.staffing', input, async (tx, { areaPath }) => {
        await tx.staffingRecord.upsert({
          where: { centerId_source: { centerId, source } },
          create: { centerId, source, areaPath, headcount, provenance: 'REGISTERED' }, update: { headcount, endedOn: null, provenance: 'REGISTERED' },
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
