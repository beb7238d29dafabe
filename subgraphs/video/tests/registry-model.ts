/** What the registry of channels and key places is held to be, without looking at the database. */
export interface ChannelModel {
  readonly id: string;
  readonly device: string;
  readonly path: string;
  built: boolean;
  networked: boolean;
  shared: string | null;
  place: string | null;
  retired: boolean;
  version: number;
}

export interface PlaceModel {
  readonly id: string;
  readonly path: string;
  readonly kind: string;
  required: number;
  retired: boolean;
  version: number;
}

export interface RegistryModel {
  readonly channels: Map<string, ChannelModel>;
  readonly places: Map<string, PlaceModel>;
}

export type RegistryWish = { readonly action: string; readonly input: Readonly<Record<string, any>> };

/** The record whose version a wish sends along. */
export const subjectOf = ({ input }: RegistryWish): string => input.channelId ?? input.id;

export const copyModel = ({ channels, places }: RegistryModel): RegistryModel => ({
  channels: new Map([...channels].map(([id, one]) => [id, { ...one }])), places: new Map([...places].map(([id, one]) => [id, { ...one }])),
});

const isOutOfOrder = ({ built, networked, shared }: Pick<ChannelModel, 'built' | 'networked' | 'shared'>) => (networked && !built) || (shared !== null && !networked);

/** What is to be answered; a change that goes through is made to the model. `newId` is of what is registered. */
export function applyToModel(model: RegistryModel, { action, input }: RegistryWish, newId = 'new'): string {
  const { channels, places } = model;
  const isClosed = (id: string | null | undefined) => id != null && places.get(id)?.retired !== false;
  if (action === 'registerKeyPlace') {
    places.set(newId, { id: newId, path: input.areaPath, kind: input.kind, required: input.requiredChannels, retired: false, version: 1 });
    return 'KeyPlaceChanged';
  }
  if (action === 'registerChannel') {
    const channel = {
      id: newId, device: input.deviceId, path: input.areaPath, built: input.built, networked: input.networked, shared: input.sharedCenterId, place: input.keyPlaceId,
      retired: false, version: 1,
    };
    if (isOutOfOrder(channel)) return 'FactsOutOfOrder';
    if (isClosed(channel.place)) return 'NotFound';
    if ([...channels.values()].some(({ device }) => device === channel.device)) return 'DeviceIdTaken';
    channels.set(newId, channel);
    return 'ChannelChanged';
  }
  if (action === 'changeRequiredChannels' || action === 'retireKeyPlace') {
    const place = places.get(input.id);
    if (!place) return 'NotFound';
    if (place.retired) return 'IllegalTransition';
    if (place.version !== input.expectedVersion) return 'StaleVersion';
    if (action === 'retireKeyPlace' && [...channels.values()].some((channel) => channel.place === place.id && !channel.retired)) return 'ChannelsLeft';
    if (action === 'retireKeyPlace') place.retired = true;
    else place.required = input.requiredChannels;
    place.version += 1;
    return 'KeyPlaceChanged';
  }
  const channel = channels.get(input.channelId ?? input.id);
  if (!channel) return 'NotFound';
  if (channel.retired) return 'IllegalTransition';
  if (channel.version !== input.expectedVersion) return 'StaleVersion';
  if (action === 'assignChannelToKeyPlace') {
    if (channel.place !== null) return 'AlreadyAssigned';
    const place = places.get(input.keyPlaceId);
    if (!place) return 'NotFound';
    if (place.retired) return 'IllegalTransition';
    channel.place = place.id;
  } else if (action === 'unassignChannelFromKeyPlace') {
    if (channel.place === null) return 'NotAssigned';
    channel.place = null;
  } else if (action === 'updateChannel') {
    const facts = { built: input.built ?? channel.built, networked: input.networked ?? channel.networked, shared: input.sharedCenterId === undefined ? channel.shared : input.sharedCenterId };
    if (isOutOfOrder(facts)) return 'FactsOutOfOrder';
    if (input.keyPlaceId !== channel.place && isClosed(input.keyPlaceId)) return 'NotFound';
    Object.assign(channel, facts, input.keyPlaceId === undefined ? {} : { place: input.keyPlaceId });
  } else channel.retired = true;
  channel.version += 1;
  return action.includes('assign') ? 'AssignmentChanged' : 'ChannelChanged';
}

const isInside = (path: string, root: string) => `${path}/`.startsWith(`${root}/`);
const KINDS = ['KEY_SITE', 'IMPORTANT_TARGET', 'COMPLEX_VENUE'];

/** The summaries of an area, as the model has them. */
export function summarize({ channels, places }: RegistryModel, root: string) {
  const inUse = [...channels.values()].filter(({ retired }) => !retired);
  const here = inUse.filter(({ path }) => isInside(path, root));
  const count = (isSo: (channel: ChannelModel) => boolean) => here.filter(isSo).length;
  const watched = [...places.values()].filter(({ path, retired }) => !retired && isInside(path, root)).map((place) => {
    const built = inUse.filter((channel) => channel.place === place.id && channel.built).length;
    return { ...place, covered: built > 0, missing: Math.max(place.required - built, 0) };
  });
  const covered = { numerator: watched.filter((place) => place.covered).length, denominator: watched.length };
  return {
    channelSummary: {
      registered: here.length, built: count(({ built }) => built), networked: count(({ networked }) => networked), sharedWithCenter: count(({ shared }) => shared !== null),
      keyPlaceCoverage: covered,
    },
    coverageSummary: {
      keyPlaces: watched.length, coverage: covered, fulfilment: { numerator: watched.filter(({ missing }) => missing === 0).length, denominator: watched.length },
      missingChannels: watched.reduce((sum, { missing }) => sum + missing, 0),
      byKind: KINDS.map((kind) => [kind, watched.filter((place) => place.kind === kind)] as const).filter(([, of]) => of.length > 0).map(([kind, of]) => ({
        kind, keyPlaces: of.length, covered: of.filter((place) => place.covered).length, fulfilled: of.filter(({ missing }) => missing === 0).length,
      })),
    },
  };
}

export const SUMMARIES = `channelSummary { registered built networked sharedWithCenter keyPlaceCoverage { numerator denominator } }
  coverageSummary { keyPlaces coverage { numerator denominator } fulfilment { numerator denominator } missingChannels byKind { kind keyPlaces covered fulfilled } }`;
