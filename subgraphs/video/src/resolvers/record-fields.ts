import type { RecordField } from '../__generated__/resolvers.js';
import type { ChannelRow } from '../store/channels.js';

/**
 * What a complete record has (建档率), beside what a channel cannot be without. The trigger
 * set_record_complete names the same columns; a test holds them equal.
 */
export const RECORD_FIELDS = {
  PTZ_TYPE: 'ptzType', PLACEMENT: 'placement', MAINTAINER: 'maintainerId', INSTALLED_ON: 'installedOn',
} as const satisfies Record<RecordField, keyof ChannelRow>;

export const findMissingFields = (channel: ChannelRow): RecordField[] =>
  (Object.keys(RECORD_FIELDS) as RecordField[]).filter((field) => channel[RECORD_FIELDS[field]] === null);
