import { inputError } from './input-error.js';

/** Half-open, in days of Asia/Shanghai. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Null where none was sent. */
export function checkPeriod(period: Period | null | undefined, field = 'period'): Period | null {
  if (period && period.from >= period.to) throw inputError(field, 'to must be after from; the day "to" itself is not counted.');
  return period ?? null;
}
