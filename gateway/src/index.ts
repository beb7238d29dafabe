export { createCallSigner, type CallSigner } from './credential/sign-call.js';
export { serveGateway, type GatewayOptions, type ServedGateway } from './http/serve-gateway.js';
export type { GuardOptions } from './transport/guard-transport.js';
export { httpTransport, type HttpTransport } from './transport/http.js';
export { inProcessTransport } from './transport/in-process.js';
export type { SubgraphAnswer, SubgraphCall, Transport, Transports } from './transport/transport.js';
export { startGateway, type StandaloneGateway } from './standalone/start-gateway.js';
export type { StandaloneSettings } from './standalone/read-settings.js';
