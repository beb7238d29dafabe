import { codeOfPath, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { KeyPlaceResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { toPositionType } from '../registry/position-types.js';
import { KEY_PLACE_TRANSITIONS, listOpen, stateOf } from '../registry/transitions.js';
import type { KeyPlaceRow, KeyPlaceScope } from '../store/key-places.js';

export type KeyPlacePage = Connection<KeyPlaceRow>;

export async function listKeyPlaces(scope: KeyPlaceScope, args: PageArguments, { store }: Context): Promise<KeyPlacePage> {
  const page = toPage(args, 1);
  const rows = await store.listKeyPlaces(scope, page);
  return toConnection({ rows, page, keyOf: ({ id }) => [id], totalCount: () => store.countKeyPlaces(scope) });
}

export const KeyPlace: KeyPlaceResolvers = {
  __resolveReference: ({ id }, { load }) => load.keyPlace.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  positionType: ({ positionType }) => toPositionType(positionType),
  location: ({ latitude, longitude }) => ({ latitude, longitude }),
  channels: ({ id }, _args, { load }) => load.channelsAt.load(id),
  covered: ({ builtChannels }) => builtChannels > 0,
  allowed: (place) => listOpen(KEY_PLACE_TRANSITIONS, stateOf(place)),
};
