/** Hive Gateway as its documentation sets it up in a program; with its planner in JavaScript, or in Rust. */
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { reportUsage } from '../report-usage.js';

const [supergraph, planner] = process.argv.slice(2);
const gateway = createGatewayRuntime({ supergraph, logging: false, graphiql: false, landingPage: false, ...(planner === 'rust' && { unifiedGraphHandler }) });
const server = createServer(gateway).listen(0, '127.0.0.1', () => reportUsage(`http://127.0.0.1:${server.address().port}/graphql`));
