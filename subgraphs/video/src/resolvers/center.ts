import { requiredField } from '@sizhu/kit';
import type { CenterResolvers } from '../__generated__/resolvers.js';
import { listChannels } from './channel.js';
import { summarizeChannels } from './channel-summary.js';

/** `area` comes from the centers pillar, for the fields that require it. */
export interface CenterReference {
  readonly id: string;
  readonly area?: { readonly code: string } | undefined;
}

export const Center: CenterResolvers = {
  sharedChannels: ({ id }, args, context) => listChannels({ sharedCenterId: id }, args, context),
  channelSummary: ({ area }, _args, context) => summarizeChannels(requiredField(area, 'area').code, context),
};
