import { ApolloGateway } from '@apollo/gateway';
import { ERRORS } from '@sizhu/contract';
import { toTransportError } from '../transport/transport-error.js';
import type { Transports } from '../transport/transport.js';

/** Plans beyond this number are not compared: the first ones are good, and the worst case stays short. */
const MAX_EVALUATED_PLANS = 50;

/**
 * Composition, planning and, for now, execution of @apollo/gateway over our own transports. Nothing
 * outside this file imports it, so that execution can be replaced without touching its neighbours.
 */
export function loadGateway(supergraphSdl: string, transports: Transports): ApolloGateway {
  // Read by the library when a gateway is made; it reports to its makers otherwise.
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
  return new ApolloGateway({
    supergraphSdl,
    queryPlannerConfig: { debug: { maxEvaluatedPlans: MAX_EVALUATED_PLANS } },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    buildService: ({ name }) => {
      const transport = transports[name];
      if (!transport) throw new Error(`The supergraph names the subgraph ${name}, to which there is no way.`);
      return {
        process: async ({ request, context }) => {
          const { data, errors } = await transport.send({
            query: request.query ?? '',
            variables: request.variables ?? {},
            operationName: request.operationName ?? null,
            isMutation: /^\s*mutation\b/.test(request.query ?? ''),
            ...(context.signal instanceof AbortSignal && { signal: context.signal }),
          }).catch((error: unknown) => {
            const { code } = toTransportError(error);
            throw Object.assign(new Error(ERRORS[code].text, { cause: error }), { extensions: { code, service: name } });
          });
          return { data: data ?? null, ...(errors && { errors: [...errors] }) };
        },
      };
    },
  });
}
