import { runSubgraph } from '@sizhu/kit';
import { createSubgraph } from './subgraph.js';

await runSubgraph({ databaseVariable: 'INFORMATIZATION_DATABASE_URL', defaultPort: 4002, create: createSubgraph, env: process.env });
