import { runSubgraph } from '@sizhu/kit';
import { createSubgraph } from './subgraph.js';

await runSubgraph({ databaseVariable: 'GRID_DATABASE_URL', defaultPort: 4003, create: createSubgraph, env: process.env });
