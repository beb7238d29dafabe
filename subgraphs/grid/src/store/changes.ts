import { createChanger, holdAreas } from '@sizhu/kit';
import type { PrismaClient } from '../__generated__/prisma/client.js';
import { createEventMover } from './change-event.js';
import { createTaskChanges } from './change-task.js';
import type { GridChangeTools, Tx } from './change.js';
import { createExtensionChanges } from './extend-event.js';
import { createEventHandling } from './handle-event.js';
import { createDisputeMover } from './move-dispute.js';
import { createHiddenRiskMover } from './move-hidden-risk.js';
import { createRemediationMover } from './move-remediation.js';
import { createCountRecorder } from './record-counts.js';
import { createGridRecorder } from './record-grid.js';
import { createGroupRecorder } from './record-group.js';
import { createCodeTableRecorder } from './record-code-table.js';
import { createEventRedirection } from './redirect-event.js';
import { createEventReporter } from './report-event.js';

export type Changes = ReturnType<typeof createChanges>;

/** Everything that this subgraph changes in the database on demand. */
export function createChanges(prisma: PrismaClient, now: () => Date) {
  const tools: GridChangeTools = { change: createChanger<Tx>(prisma, { holdAreas }), now };
  const moveEvent = createEventMover(tools);
  return {
    ...createCodeTableRecorder(tools),
    ...createEventReporter(tools),
    ...createEventHandling(moveEvent),
    ...createEventRedirection(moveEvent),
    ...createExtensionChanges(tools, moveEvent),
    ...createTaskChanges(tools),
    ...createGridRecorder(tools),
    ...createCountRecorder(tools),
    ...createGroupRecorder(tools),
    ...createDisputeMover(tools),
    ...createHiddenRiskMover(tools),
    ...createRemediationMover(tools),
  };
}
