import { codeOfPath, getOne, inputError, latest, sumOf, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type {
  ConvenienceServiceResolvers, GridMechanismRecordedResolvers, GridMechanismResolvers, GridPayRecordedResolvers, PublicSentimentSummaryResolvers,
  VolunteerGroupRecordedResolvers, VolunteerGroupResolvers,
} from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { TopicCounts, TopicsAsked, VolunteerGroupRow } from '../store/community.js';
import { codeOf } from './codes.js';

export type VolunteerGroupPage = Connection<VolunteerGroupRow>;
export interface SentimentParent { readonly counts: readonly TopicCounts[] }

const MAX_MONTHS = 60;

export async function sumTopics(code: string, asked: TopicsAsked, { load }: Context): Promise<readonly TopicCounts[]> {
  if (asked.months < 1 || asked.months > MAX_MONTHS) throw inputError('months', `${asked.months} is outside 1 to ${MAX_MONTHS}.`);
  return load.topics(asked).load(code);
}

export async function listVolunteerGroups(path: string, args: PageArguments, { store }: Context): Promise<VolunteerGroupPage> {
  const page = toPage(args, 2);
  const rows = await store.listVolunteerGroups(path, page);
  return toConnection({ rows, page, keyOf: ({ areaPath, id }) => [areaPath, id], totalCount: () => store.countVolunteerGroups(path) });
}

export const ConvenienceService: ConvenienceServiceResolvers = {
  topic: ({ topicCode }, _args, context) => codeOf('event-subcategory', topicCode, context),
};

const add = (counts: readonly TopicCounts[]) => ({ received: sumOf(counts, (row) => row.received), handled: sumOf(counts, (row) => row.handled) });

export const PublicSentimentSummary: PublicSentimentSummaryResolvers = {
  received: ({ counts }) => add(counts).received,
  handled: ({ counts }) => add(counts).handled,
  byTopic: ({ counts }, _args, context) => Promise.all([...Map.groupBy(counts, ({ topicCode }) => topicCode)]
    .sort(([one], [other]) => (one < other ? -1 : 1)).map(async ([code, rows]) => ({ topic: await codeOf('event-subcategory', code, context), ...add(rows) }))),
  byMonth: ({ counts }) => [...Map.groupBy(counts, ({ month }) => month)].map(([month, rows]) => ({ month, ...add(rows) })),
  asOf: ({ counts }) => latest(counts),
};

export const VolunteerGroup: VolunteerGroupResolvers = {
  __resolveReference: ({ id }, { load }) => load.volunteerGroup.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
};

export const GridMechanism: GridMechanismResolvers = {
  __resolveReference: ({ id }, { load }) => load.mechanism.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  items: ({ items }) => (items && items.length > 0 ? items : null),
};

export const VolunteerGroupRecorded: VolunteerGroupRecordedResolvers = { group: ({ id }, _args, { load }) => getOne(load.volunteerGroup, id) };
export const GridMechanismRecorded: GridMechanismRecordedResolvers = { mechanism: ({ id }, _args, { load }) => getOne(load.mechanism, id) };
export const GridPayRecorded: GridPayRecordedResolvers = {
  record: async ({ areaPath, year }, _args, { load }) => {
    const record = (await load.gridPay.load(areaPath)).find((one) => one.year === year);
    if (!record) throw new Error(`The pay of ${areaPath} in ${year}, which was recorded, is gone.`);
    return record;
  },
};
