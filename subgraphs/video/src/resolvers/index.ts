import type { Resolvers } from '../__generated__/resolvers.js';
import { Area } from './area.js';
import { Center } from './center.js';
import { KeyPlace, VideoChannel } from './channel.js';
import { ChannelSummary } from './channel-summary.js';
import { GridEvent } from './event.js';
import { Query } from './query.js';

export const resolvers: Resolvers = { Query, Area, Center, ChannelSummary, GridEvent, KeyPlace, VideoChannel };
