/** The gateway as a process of its own, over pillars at these addresses. */
import { readFileSync } from 'node:fs';
import { httpTransport, serveGateway } from '../../gateway/dist/index.js';
import { reportUsage } from '../gateway/report-usage.js';

const [urls] = process.argv.slice(2);
const transports = Object.fromEntries(Object.entries(JSON.parse(urls)).map(([name, url]) => [name, httpTransport(url)]));
const { url } = await serveGateway({ supergraphSdl: readFileSync(new URL('../../supergraph.graphql', import.meta.url), 'utf8'), transports, port: 0 });
reportUsage(`${url}/graphql`);
