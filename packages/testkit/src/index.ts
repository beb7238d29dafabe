export { startPostgresServer, type PostgresServer } from './postgres-server.js';
