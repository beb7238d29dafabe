import { createChanger, holdAreas, type ChangeTools } from '@sizhu/kit';
import type { Prisma, PrismaClient } from '../__generated__/prisma/client.js';
import { createWarningMover } from './move-warning.js';
import { createBaseRecordChanges } from './base-record-changes.js';
import { createProjectChanges } from './project-changes.js';
import { createConnectionRecorder } from './record-connection.js';
import { createDatasetRecorder } from './record-dataset.js';
import { createSeriesRecorder } from './record-series.js';
import { createSituationChanges } from './situation-changes.js';
import { createVideoNetChanges } from './video-net-changes.js';

export type Tx = Prisma.TransactionClient;

export type InformatizationChangeTools = ChangeTools<Tx>;

export type Changes = ReturnType<typeof createChanges>;

/** Everything that this subgraph changes in the database on demand. */
export function createChanges(prisma: PrismaClient, now: () => Date) {
  const tools: InformatizationChangeTools = { change: createChanger<Tx>(prisma, { holdAreas }), now };
  return {
    recordConnection: createConnectionRecorder(tools),
    recordSeriesPoints: createSeriesRecorder(tools),
    recordDatasetCount: createDatasetRecorder(tools),
    ...createWarningMover(tools),
    ...createVideoNetChanges(tools),
    ...createSituationChanges(tools),
    ...createProjectChanges(tools),
    ...createBaseRecordChanges(tools),
  };
}
