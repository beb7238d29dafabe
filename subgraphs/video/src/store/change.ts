import type { ChangeTools } from '@sizhu/kit';
import type { Prisma } from '../__generated__/prisma/client.js';

export type Tx = Prisma.TransactionClient;
export type VideoChangeTools = ChangeTools<Tx>;
