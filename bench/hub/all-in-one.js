/** The hub as `npm start` runs it: four pillars and the gateway in one process, over the sample city. */
import { startHub } from '../../hub/dist/start-hub.js';
import { reportUsage } from '../gateway/report-usage.js';

const [urls] = process.argv.slice(2);
let statements = 0;
const hub = await startHub({
  urls: JSON.parse(urls), port: 0, sample: { anchorDate: '2026-11-24' }, upkeep: { intervalMs: 3_600_000 }, onStatement: () => { statements += 1; },
});
reportUsage(`${hub.url}/graphql`, () => ({ statements }));
