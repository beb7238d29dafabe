import { codeOfPath, getOne, inputError, latest, sumOf, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type {
  BaseRecordCountResolvers, BaseRecordRecordedResolvers, BaseRecordResolvers, BaseRecordSummaryResolvers,
} from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { BaseRecordCounts, BaseRecordRow, BaseRecordScope } from '../store/base-records.js';
import type { BaseDataCounts } from '../store/rollups.js';

export type BaseRecordPage = Connection<BaseRecordRow>;

export interface BaseRecordSummaryParent {
  readonly counts: readonly BaseRecordCounts[];
  readonly reported: readonly BaseDataCounts[];
}

export interface BaseRecordCountParent extends BaseRecordCounts {
  readonly reported: number | null;
}

/** The total comes from the rollup: nobody counts millions of rows for a page. */
export async function pageOfBaseRecords(
  { store, load }: Context, { code, ...scope }: BaseRecordScope & { readonly code: string }, args: PageArguments,
): Promise<BaseRecordPage> {
  const page = toPage(args, 2);
  if (page.after && !`${page.after[0] ?? ''}/`.startsWith(`${scope.path}/`)) throw inputError('after', 'is a cursor of another area.');
  const rows = await store.listBaseRecords(scope, page);
  return toConnection({
    rows, page, keyOf: ({ areaPath, id }) => [areaPath, id],
    totalCount: async () => sumOf((await load.baseRecordCounts.load(code)).filter(({ kind }) => kind === scope.kind), (row) => row.records),
  });
}

export const BaseRecord: BaseRecordResolvers = {
  __resolveReference: ({ id }, { load }) => load.baseRecord.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath) }),
  definition: ({ definitionId }, _args, { load }) => getOne(load.definition, definitionId),
};

export const BaseRecordSummary: BaseRecordSummaryResolvers = {
  records: ({ counts }) => sumOf(counts, (row) => row.records),
  byDataset: ({ counts, reported }) => counts.map((count) => ({
    ...count, reported: reported.find(({ definitionId }) => definitionId === count.definitionId)?.recordCount ?? null,
  })),
  asOf: ({ counts }) => latest(counts),
};

export const BaseRecordCount: BaseRecordCountResolvers = {
  definition: ({ definitionId }, _args, { load }) => getOne(load.definition, definitionId),
};

export const BaseRecordRecorded: BaseRecordRecordedResolvers = { record: ({ id }, _args, { load }) => getOne(load.baseRecord, id) };
