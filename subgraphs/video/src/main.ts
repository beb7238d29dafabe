import { readWholeNumber, runSubgraph } from '@sizhu/kit';
import { createSubgraph, STALE_AFTER_HOURS } from './subgraph.js';

await runSubgraph({
  databaseVariable: 'VIDEO_DATABASE_URL',
  defaultPort: 4004,
  create: (settings) => createSubgraph({
    ...settings,
    staleAfterHours: readWholeNumber('VIDEO_STALE_AFTER_HOURS', STALE_AFTER_HOURS, process.env),
  }),
  env: process.env,
});
