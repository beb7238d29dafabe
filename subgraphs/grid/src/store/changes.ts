import { createChanger } from '@sizhu/kit';
import type { PrismaClient } from '../__generated__/prisma/client.js';
import type { GridChangeTools, Tx } from './change.js';
import { createDisputeMover } from './move-dispute.js';
import { createHiddenRiskMover } from './move-hidden-risk.js';
import { createRemediationMover } from './move-remediation.js';
import { createCodeTableRecorder } from './record-code-table.js';

export type Changes = ReturnType<typeof createChanges>;

/** Everything that this subgraph changes in the database on demand. */
export function createChanges(prisma: PrismaClient, now: () => Date) {
  const tools: GridChangeTools = { change: createChanger<Tx>(prisma), now };
  return {
    ...createCodeTableRecorder(tools),
    ...createDisputeMover(tools),
    ...createHiddenRiskMover(tools),
    ...createRemediationMover(tools),
  };
}
