export { startPostgresServer, type PostgresServer } from './postgres-server.js';
export { countDifferences } from './recount.js';
export { newKey, startPillar, type Pillar, type PillarOptions } from './start-pillar.js';
