import { inputError } from '@sizhu/kit';
import type { ComplianceResultInput } from '../__generated__/resolvers.js';

export interface StandardItem {
  readonly id: string;
  readonly title: string;
  readonly mandatory: boolean;
  readonly points: number | null;
}

export interface JudgedItem {
  readonly item: StandardItem;
  readonly passed: boolean;
  readonly points: number | null;
  readonly evidence: string | null;
}

/** What was seen of each item, in the standard's order. Items without a result are left out: the caller tells which. */
export function judgeResults(items: readonly StandardItem[], results: readonly ComplianceResultInput[]): readonly JudgedItem[] {
  const known = new Map(items.map((item) => [item.id, item]));
  results.forEach(({ itemId, passed, points }, at) => {
    const item = known.get(itemId);
    if (!item) throw inputError(`results[${at}].itemId`, `${JSON.stringify(itemId)} is no item of the standard.`);
    if (results.findIndex((other) => other.itemId === itemId) < at) throw inputError(`results[${at}].itemId`, 'has a result already.');
    if (item.mandatory ? passed == null || points != null : points == null || passed != null) {
      throw inputError(`results[${at}]`, item.mandatory ? 'is of a mandatory item: send passed, and no points.' : 'is of a scored item: send points, and not passed.');
    }
    if (points != null && !(points >= 0 && points <= (item.points ?? 0))) throw inputError(`results[${at}].points`, `${points} is outside 0 to ${item.points}.`);
  });
  return items.flatMap((item): readonly JudgedItem[] => {
    const result = results.find(({ itemId }) => itemId === item.id);
    if (!result) return [];
    const points = result.points ?? null;
    return [{ item, points, passed: item.mandatory ? result.passed === true : points === item.points, evidence: result.evidence?.trim() || null }];
  });
}
