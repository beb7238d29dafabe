import { createChanger } from '@sizhu/kit';
import type { PrismaClient } from '../__generated__/prisma/client.js';
import type { CentersChangeTools, Tx } from './change.js';
import { createDemonstrationChanges } from './demonstration-changes.js';
import { createRosterChanges } from './roster-changes.js';

export type Changes = ReturnType<typeof createChanges>;

/** Everything that this subgraph changes in the database on demand. */
export function createChanges(prisma: PrismaClient, now: () => Date) {
  const tools: CentersChangeTools = { change: createChanger<Tx>(prisma), now };
  return {
    ...createRosterChanges(tools),
    ...createDemonstrationChanges(tools),
  };
}
