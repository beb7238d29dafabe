/** Our gateway and the four subgraphs in one process. What is measured of it holds the work of all five. */
import { serveGateway } from '../../gateway/dist/index.js';
import { createExecutors } from './execute-subgraph.js';
import { reportUsage } from './report-usage.js';

const [supergraphSdl] = process.argv.slice(2);
const transports = Object.fromEntries(Object.entries(createExecutors()).map(([name, execute]) => [name, {
  send: async ({ query, variables }) => {
    const { data, errors } = await execute(query, variables);
    return { data, ...(errors && { errors: errors.map((error) => error.toJSON()) }) };
  },
  checkReady: async () => {},
}]));
const { url } = await serveGateway({ supergraphSdl, transports, port: 0 });
reportUsage(`${url}/graphql`);
