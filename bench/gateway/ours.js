/** Our gateway with all its guards, over HTTP. */
import { httpTransport, serveGateway } from '../../gateway/dist/index.js';
import { reportUsage } from './report-usage.js';

const [supergraphSdl, urls] = process.argv.slice(2);
const transports = Object.fromEntries(Object.entries(JSON.parse(urls)).map(([name, url]) => [name, httpTransport(url)]));
const { url } = await serveGateway({ supergraphSdl, transports, port: 0 });
reportUsage(`${url}/graphql`);
