import { runSubgraph } from '@sizhu/kit';
import { createSubgraph } from './subgraph.js';

await runSubgraph({ databaseVariable: 'CENTERS_DATABASE_URL', defaultPort: 4001, create: createSubgraph, env: process.env });
