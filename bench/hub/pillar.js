/** One pillar as a process of its own. */
import { serveSubgraph } from '../../packages/kit/dist/index.js';
import { reportUsage } from '../gateway/report-usage.js';

const [name, databaseUrl] = process.argv.slice(2);
const { createSubgraph } = await import(`../../subgraphs/${name}/dist/subgraph.js`);
let statements = 0;
const { url } = await serveSubgraph({
  subgraph: createSubgraph({ databaseUrl, onStatement: () => { statements += 1; } }), port: 0, upkeep: { intervalMs: 3_600_000 },
});
reportUsage(url, () => ({ statements }));
