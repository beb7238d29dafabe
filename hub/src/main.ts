import { resolveDatabases, toStartupError } from './database/index.js';
import { readSettings } from './settings.js';
import { startHub } from './start-hub.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const log = { info() {}, warn: (_fields: object, message: string) => say(message), error: (_fields: object, message: string) => say(message) };

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const started = performance.now();
  const databases = await resolveDatabases({
    dataDir: settings.HUB_DATA_DIR,
    log,
    databaseUrl: settings.DATABASE_URL,
    pillarUrls: {
      centers: settings.CENTERS_DATABASE_URL,
      informatization: settings.INFORMATIZATION_DATABASE_URL,
      grid: settings.GRID_DATABASE_URL,
      video: settings.VIDEO_DATABASE_URL,
    },
  });
  say(`  database      ${seconds(performance.now() - started)}`);
  const hub = await startHub({
    databases,
    port: settings.HUB_PORT,
    host: settings.HUB_HOST,
    ...(settings.HUB_SAMPLE_CITY && {
      sample: {
        anchorDate: new Date().toISOString().slice(0, 10),
        onProgress: ({ pillar, table, rows, total }) => {
          if (rows === total) say(`    ${pillar}.${table}: ${rows.toLocaleString('en')} rows`);
        },
      },
    }),
    staleAfterHours: settings.VIDEO_STALE_AFTER_HOURS,
    upkeep: { onFailure: (name, error) => say(`The upkeep of ${name} failed and is tried again: ${error instanceof Error ? error.message : error}`) },
    onSample: (line) => say(`  ${line}`),
    onStep: (step, durationMs) => say(`  ${step.padEnd(13)} ${seconds(durationMs)}`),
  }).catch(async (error: unknown) => {
    await databases.stop();
    throw error;
  });
  say(`\n四柱 Sizhu answers at ${hub.url}${hub.city.sample ? ' (示例数据 sample data)' : ''}. Try:\n`);
  say(`  curl -s ${hub.url}/graphql -H 'content-type: application/json' -d '{"query":"{ area(code: \\"2102\\") { name centerSummary { built byLevel { level built } } channelSummary { registered } } }"}'\n`);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await hub.stop();
    await databases.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

const seconds = (durationMs: number): string => `${(durationMs / 1_000).toFixed(2)} s`;

main().catch((error: unknown) => {
  const code = (error as { code?: unknown }).code;
  const line = code === 'EADDRINUSE'
    ? 'The port is taken by another program: stop it, or set HUB_PORT to a free one.'
    : (error instanceof Error && error.message.startsWith('Bad configuration') ? error.message : toStartupError(error).message);
  process.stderr.write(`${line}\n`);
  process.exit(1);
});
