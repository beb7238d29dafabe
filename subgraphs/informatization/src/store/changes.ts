import { createChanger, type Announce, type ChangeRequest } from '@sizhu/kit';
import type { Prisma, PrismaClient } from '../__generated__/prisma/client.js';
import { createWarningMover } from './move-warning.js';
import { createConnectionRecorder } from './record-connection.js';
import { createDatasetRecorder } from './record-dataset.js';
import { createSeriesRecorder } from './record-series.js';
import type { RefusalOf } from './refusals.js';
import { createVideoNetChanges } from './video-net-changes.js';

export type Tx = Prisma.TransactionClient;

/** One transaction with its key and announcements. Of its own it refuses only a key that was used for another change. */
export type Change = <Outcome extends object>(
  request: ChangeRequest, work: (tx: Tx, announce: Announce) => Promise<Outcome>,
) => Promise<Outcome | RefusalOf<'KeyReused'>>;

export interface ChangeTools {
  readonly change: Change;
  readonly now: () => Date;
}

export type Changes = ReturnType<typeof createChanges>;

/** Everything that this subgraph changes in the database on demand. */
export function createChanges(prisma: PrismaClient, now: () => Date) {
  const tools: ChangeTools = { change: createChanger<Tx>(prisma) as Change, now };
  return {
    recordConnection: createConnectionRecorder(tools),
    recordSeriesPoints: createSeriesRecorder(tools),
    recordDatasetCount: createDatasetRecorder(tools),
    ...createWarningMover(tools),
    ...createVideoNetChanges(tools),
  };
}
