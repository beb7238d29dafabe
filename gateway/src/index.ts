export { serveGateway, type GatewayOptions, type ServedGateway } from './http/serve-gateway.js';
export type { Transports } from './planning/load-gateway.js';
export { httpTransport, type HttpTransport } from './transport/http.js';
export { inProcessTransport } from './transport/in-process.js';
export type { SubgraphAnswer, SubgraphCall, Transport } from './transport/transport.js';
