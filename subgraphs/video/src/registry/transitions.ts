/** What becomes of a key place, a channel or a segment: in use until it is retired. */
export type RegistryState = 'IN_USE' | 'RETIRED';

type Transitions<Action extends string> = Readonly<Record<Action, { readonly from: readonly RegistryState[]; readonly to: RegistryState }>>;

/** Named as the mutations are. Those that concern two records are in both of their tables. */
export type KeyPlaceAction = 'changeRequiredChannels' | 'assignChannelToKeyPlace' | 'unassignChannelFromKeyPlace' | 'retireKeyPlace';
export type ChannelAction = 'updateChannel' | 'assignChannelToKeyPlace' | 'unassignChannelFromKeyPlace' | 'retireChannel';
export type SegmentAction = 'changeSegment' | 'retireSegment';

/** The state in which registerKeyPlace, registerChannel and recordSegment leave a record. */
export const FIRST_REGISTRY_STATE: RegistryState = 'IN_USE';

/** Every legal change of a key place (重点部位); what is not in it is refused. */
export const KEY_PLACE_TRANSITIONS: Transitions<KeyPlaceAction> = {
  changeRequiredChannels: { from: ['IN_USE'], to: 'IN_USE' },
  assignChannelToKeyPlace: { from: ['IN_USE'], to: 'IN_USE' },
  unassignChannelFromKeyPlace: { from: ['IN_USE'], to: 'IN_USE' },
  retireKeyPlace: { from: ['IN_USE'], to: 'RETIRED' },
};

/** Every legal change of a channel (视频通道), beside the order of its three facts. */
export const CHANNEL_TRANSITIONS: Transitions<ChannelAction> = {
  updateChannel: { from: ['IN_USE'], to: 'IN_USE' },
  assignChannelToKeyPlace: { from: ['IN_USE'], to: 'IN_USE' },
  unassignChannelFromKeyPlace: { from: ['IN_USE'], to: 'IN_USE' },
  retireChannel: { from: ['IN_USE'], to: 'RETIRED' },
};

/** Every legal change of a segment (覆盖路段). */
export const SEGMENT_TRANSITIONS: Transitions<SegmentAction> = {
  changeSegment: { from: ['IN_USE'], to: 'IN_USE' },
  retireSegment: { from: ['IN_USE'], to: 'RETIRED' },
};

export const stateOf = ({ retiredAt }: { readonly retiredAt: Date | null }): RegistryState => (retiredAt === null ? 'IN_USE' : 'RETIRED');

/** Mutations that are open from a state; none means that the record has come to its end. */
export const listOpen = <Action extends string>(table: Transitions<Action>, state: RegistryState): readonly Action[] =>
  (Object.keys(table) as Action[]).filter((action) => table[action].from.includes(state));
