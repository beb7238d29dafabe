import { checkAreaPath, checkPastDay, checkWhole, inputError, toDayValue } from '@sizhu/kit';
import type { RecordConvenienceServicesInput, RecordGridPayInput, RecordPublicSentimentInput } from '../__generated__/resolvers.js';
import { checkPart } from '../input-checks.js';
import type { GridChangeTools } from './change.js';
import { checkCodes } from './check-code.js';

const MAX_TOPICS = 100;
const MAX_YUAN = 1e12;

/** Whole yuan; null where nothing was sent. */
function toYuan(field: string, value: number | null | undefined): bigint | null {
  checkWhole(field, value, [0, MAX_YUAN]);
  return value == null ? null : BigInt(Math.round(value));
}

type TopicInput = RecordConvenienceServicesInput & RecordPublicSentimentInput;

/** Counts that offices report for an area: of a topic and month, or of a year. What is sent again replaces what was there. */
export function createCountRecorder({ change, now }: GridChangeTools) {
  const recordTopics = (operation: string, series: 'CONVENIENCE_SERVICE' | 'PUBLIC_SENTIMENT', input: TopicInput, under?: readonly string[]) => {
    const { idempotencyKey, areaPath, month, counts } = input;
    const at = now();
    checkAreaPath('areaPath', areaPath);
    checkPastDay('month', month, at);
    if (!month.endsWith('-01')) throw inputError('month', `${month} is no first day of a month.`);
    if (counts.length < 1 || counts.length > MAX_TOPICS) throw inputError('counts', `has ${counts.length} topics; send 1 to ${MAX_TOPICS}.`);
    if (new Set(counts.map(({ topicCode }) => topicCode)).size < counts.length) throw inputError('counts', 'names a topic twice.');
    counts.forEach(({ received, handled }, index) => {
      checkWhole(`counts[${index}].received`, received, [0, 1_000_000]);
      checkPart(`counts[${index}].handled`, handled, { name: 'received', value: received });
    });
    return change({ idempotencyKey, operation, input }, async (tx, announce) => {
      await checkCodes(tx, at, counts.map(({ topicCode }, index) =>
        ({ field: `counts[${index}].topicCode`, scheme: 'event-subcategory', code: topicCode, ...(under && { under }) })));
      // In one order, so that two who report the same month cannot block each other for good.
      for (const { topicCode, received, handled } of [...counts].sort((one, other) => (one.topicCode < other.topicCode ? -1 : 1))) {
        const key = { series, areaPath, month: toDayValue(month), topicCode };
        const facts = { received, handled, provenance: 'REGISTERED' as const };
        await tx.topicCount.upsert({ where: { series_areaPath_month_topicCode: key }, update: facts, create: { ...key, ...facts } });
      }
      await announce({ topic: 'topics.counted', subject: series, areaPath, payload: { series, month, topics: counts.length } });
      return { __typename: 'TopicCountsRecorded', month, topics: counts.length } as const;
    });
  };

  return {
    recordConvenienceServices: (input: RecordConvenienceServicesInput) =>
      recordTopics('recordConvenienceServices', 'CONVENIENCE_SERVICE', input, ['LIVELIHOOD_SERVICE']),

    recordPublicSentiment: (input: RecordPublicSentimentInput) => recordTopics('recordPublicSentiment', 'PUBLIC_SENTIMENT', input),

    recordGridPay: (input: RecordGridPayInput) => {
      const { idempotencyKey, areaPath, year } = input;
      const [payYuan, allowanceYuan] = [toYuan('payYuan', input.payYuan), toYuan('allowanceYuan', input.allowanceYuan)];
      checkAreaPath('areaPath', areaPath);
      checkWhole('year', year, [2_000, 2_200]);
      return change({ idempotencyKey, operation: 'recordGridPay', input }, async (tx, announce) => {
        const facts = { payYuan, allowanceYuan, provenance: 'REGISTERED' as const };
        await tx.gridPay.upsert({ where: { areaPath_year: { areaPath, year } }, update: facts, create: { areaPath, year, ...facts } });
        await announce({ topic: 'pay.recorded', subject: areaPath, areaPath, payload: { year } });
        return { __typename: 'GridPayRecorded', areaPath, year } as const;
      });
    },
  };
}
