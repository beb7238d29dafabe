import {
  checkCount, checkOptionalImpersonalText, checkWhole, illegalTransition, inputError, notFound, staleVersion, toDayValue, toLocalDay,
} from '@sizhu/kit';
import type { AreaAssessment, AssessmentItem } from '../__generated__/prisma/client.js';
import type { AssessmentFigureInput, ConfirmAssessmentInput, RecordAssessmentFiguresInput, ReopenAssessmentInput } from '../__generated__/resolvers.js';
import { ASSESSMENT_TRANSITIONS, type AssessmentAction } from '../assessment/transitions.js';
import { listAllowed } from '../transitions.js';
import type { CentersChangeTools, Tx } from './change.js';
import { findAreaPath, isInsidePath, itemsIncomplete, outsideArea } from './lock-records.js';

export interface ChangedAssessment {
  readonly areaCode: string;
  readonly year: number;
}

interface MoveInput {
  readonly idempotencyKey: string;
  readonly schemeId: string;
  readonly areaCode: string;
  readonly expectedVersion: number;
}

interface Scheme {
  readonly id: string;
  readonly items: readonly AssessmentItem[];
  readonly provenance: AreaAssessment['provenance'];
}

interface Move<Refused> {
  /** Refuses what depends on more than the state. */
  readonly check?: (tx: Tx, scheme: Scheme) => Promise<Refused | null>;
  /** What else belongs to the step. */
  readonly follow?: (tx: Tx, scheme: Scheme) => Promise<unknown>;
}

const MAX = 2_000_000_000;

function checkFigure({ numerator, denominator, asOf, note }: AssessmentFigureInput, at: number, now: Date): void {
  checkWhole(`figures[${at}].numerator`, numerator, [0, MAX]);
  checkWhole(`figures[${at}].denominator`, denominator, [0, MAX]);
  if (denominator != null && numerator > denominator) throw inputError(`figures[${at}].numerator`, `${numerator} is more than its denominator, ${denominator}.`);
  if (asOf > now) throw inputError(`figures[${at}].asOf`, 'lies in the future.');
  checkOptionalImpersonalText(`figures[${at}].note`, note, 300);
}

function checkItems(figures: readonly AssessmentFigureInput[], items: readonly AssessmentItem[]): void {
  figures.forEach(({ itemId, denominator }, at) => {
    const item = items.find(({ id }) => id === itemId);
    if (!item) throw inputError(`figures[${at}].itemId`, `${JSON.stringify(itemId)} is no item of the scheme.`);
    if (figures.findIndex((other) => other.itemId === itemId) < at) throw inputError(`figures[${at}].itemId`, 'has a figure already.');
    if ((item.measure === 'RATIO') !== (denominator != null)) {
      throw inputError(`figures[${at}].denominator`, item.measure === 'RATIO' ? 'is needed: the item is a share.' : 'is too much: the item is a count.');
    }
  });
}

/** 年度考评: figures of a draft, and its confirmation. What a figure is worth follows from the rule of its item. */
export function createAssessmentChanges({ change, now }: CentersChangeTools) {
  const move = <Refused extends object = never>(
    action: AssessmentAction, input: MoveInput, { check, follow }: Move<Refused> = {},
  ) => {
    const { from, to } = ASSESSMENT_TRANSITIONS[action];
    const { idempotencyKey, schemeId, areaCode, expectedVersion } = input;
    return change({ idempotencyKey, operation: action, input }, async (tx, announce) => {
      const scheme = await tx.assessmentScheme.findUnique({ where: { id: schemeId }, include: { items: true } });
      if (!scheme) return notFound(schemeId);
      const area = await tx.area.findUnique({ where: { code: areaCode }, select: { path: true, level: true } });
      if (!area) return notFound(areaCode);
      const scope = await findAreaPath(tx, scheme.areaCode) ?? scheme.areaCode;
      if (area.level !== scheme.level || !isInsidePath(area.path, scope)) return outsideArea(areaCode, scope);
      // The first figure has no row to lock yet: two that record it at once meet at the scheme and the area.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('area_assessment'), hashtext(${`${schemeId} ${areaCode}`}))`;
      const key = { schemeId_areaCode: { schemeId, areaCode } };
      const known = await tx.areaAssessment.findUnique({ where: key });
      const [state, version] = [known?.state ?? 'DRAFT', known?.version ?? 0];
      if (!from.includes(state)) return illegalTransition(state, listAllowed(ASSESSMENT_TRANSITIONS, state));
      if (version !== expectedVersion) return staleVersion(version);
      const refusal = await check?.(tx, scheme);
      if (refusal) return refusal;
      const data = { state: to, version: version + 1, confirmedOn: to === 'CONFIRMED' ? toDayValue(toLocalDay(now())) : null };
      // What is recorded of a made-up scheme is as made up as the scheme is.
      await tx.areaAssessment.upsert({ where: key, update: data, create: { ...data, schemeId, areaCode, provenance: scheme.provenance } });
      await follow?.(tx, scheme);
      await announce({ topic: 'assessment.changed', subject: `${schemeId} ${areaCode}`, areaPath: area.path, payload: { schemeId, areaCode, action, state: to } });
      return { __typename: 'AssessmentChanged', areaCode, year: scheme.year } as const;
    });
  };

  return {
    recordAssessmentFigures: (input: RecordAssessmentFiguresInput) => {
      const { figures, schemeId, areaCode } = input;
      const recordedAt = now();
      checkCount('figures', figures, [1, 50]);
      figures.forEach((figure, at) => checkFigure(figure, at, recordedAt));
      return move<never>('recordAssessmentFigures', input, {
        follow: async (tx, { items, provenance }) => {
          checkItems(figures, items);
          await tx.assessmentScore.deleteMany({ where: { schemeId, areaCode, itemId: { in: figures.map(({ itemId }) => itemId) } } });
          await tx.assessmentScore.createMany({
            data: figures.map(({ itemId, numerator, denominator, asOf, note }) => ({
              schemeId, areaCode, itemId, numerator, denominator: denominator ?? null, asOf, note: note?.trim() || null, recordedAt, provenance,
            })),
          });
        },
      });
    },

    confirmAssessment: (input: ConfirmAssessmentInput) => move('confirmAssessment', input, {
      check: async (tx, { items }) => {
        const { schemeId, areaCode } = input;
        const recorded = new Set((await tx.assessmentScore.findMany({ where: { schemeId, areaCode }, select: { itemId: true } })).map(({ itemId }) => itemId));
        const missing = items.filter(({ id }) => !recorded.has(id)).map(({ id }) => id);
        return missing.length > 0 ? itemsIncomplete(missing) : null;
      },
    }),

    reopenAssessment: (input: ReopenAssessmentInput) => move<never>('reopenAssessment', input),
  };
}
