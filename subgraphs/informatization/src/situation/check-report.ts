import { checkImpersonalText, checkPeriod, inputError, toLocalDay } from '@sizhu/kit';
import type { ReviseSituationReportInput } from '../__generated__/resolvers.js';
import { addDays } from '../calendar.js';

type Content = Pick<ReviseSituationReportInput, 'kind' | 'title' | 'body' | 'period'>;

/** What a report says: of days that have been, and of no person. */
export function checkReport({ kind, title, body, period }: Content, now: Date): Content {
  checkPeriod(period);
  const end = addDays(toLocalDay(now), 1);
  if (period.to > end) throw inputError('period', `ends after today: the last day that can be told of is ${toLocalDay(now)}.`);
  return { kind, title: checkImpersonalText('title', title, 100), body: checkImpersonalText('body', body, 5_000), period };
}
