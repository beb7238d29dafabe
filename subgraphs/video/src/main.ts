import { runSubgraph } from '@sizhu/kit';
import { createSubgraph } from './subgraph.js';

await runSubgraph({ databaseVariable: 'VIDEO_DATABASE_URL', defaultPort: 4004, create: createSubgraph, env: process.env });
