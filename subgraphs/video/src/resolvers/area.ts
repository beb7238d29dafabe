import { toConnection, toPage, type PageArguments } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { ChannelFilter, ChannelScope } from '../store/channels.js';
import type { KeyPlaceScope } from '../store/key-places.js';

/** `path` comes from the centers pillar, for the fields that require it. */
export interface AreaReference {
  readonly code: string;
  readonly path: string;
}

export const listChannels = async (scope: ChannelScope, args: PageArguments, { store }: Context) => {
  const page = toPage(args, 1);
  const rows = await store.listChannels(scope, page);
  return toConnection({ rows, page, keyOf: ({ id }) => [id], totalCount: () => store.countChannels(scope) });
};

export const summarizeChannels = async (areaCode: string, { load }: Context) => ({ counts: await load.channelCounts.load(areaCode) });

export const Area = {
  __resolveReference: (reference: AreaReference) => reference,
  channelSummary: ({ code }: AreaReference, _args: unknown, context: Context) => summarizeChannels(code, context),
  channels: ({ path }: AreaReference, { filter, ...page }: PageArguments & { filter?: ChannelFilter | null }, context: Context) =>
    listChannels({ path, filter }, page, context),
  keyPlaces: async (
    { path }: AreaReference,
    { kind, ...args }: PageArguments & { kind?: KeyPlaceScope['kind'] },
    { store }: Context,
  ) => {
    const page = toPage(args, 1);
    const rows = await store.listKeyPlaces({ path, kind }, page);
    return toConnection({ rows, page, keyOf: ({ id }) => [id], totalCount: () => store.countKeyPlaces({ path, kind }) });
  },
  segments: ({ path }: AreaReference, _args: unknown, { store }: Context) => store.listSegments(path),
};
