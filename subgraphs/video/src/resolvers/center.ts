import type { PageArguments } from '@sizhu/kit';
import type { Context } from '../context.js';
import { listChannels, summarizeChannels } from './area.js';

/** `area` comes from the centers pillar, for the fields that require it. */
export interface CenterReference {
  readonly id: string;
  readonly area: { readonly code: string };
}

export const Center = {
  __resolveReference: (reference: CenterReference) => reference,
  sharedChannels: ({ id }: CenterReference, args: PageArguments, context: Context) => listChannels({ sharedCenterId: id }, args, context),
  channelSummary: ({ area }: CenterReference, _args: unknown, context: Context) => summarizeChannels(area.code, context),
};
