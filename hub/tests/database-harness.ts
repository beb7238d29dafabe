import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from '../src/database/embedded.js';
import { readPostmaster, stopPostmaster } from '../src/database/postmaster.js';

export const silentLog = { info() {}, warn() {}, error() {} };

const undo: (() => unknown)[] = [];

/** Registers what a test must put right again, whether it passes or fails. Last in, first out. */
export const onCleanup = (step: () => unknown): void => void undo.push(step);

export async function cleanUp(): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

/** Moves what is registered so far out of {@link cleanUp}, to be called at the end of the file instead. */
export function keepUntilEnd(): () => Promise<void> {
  const steps = undo.splice(0).reverse();
  return async () => {
    for (const step of steps) await step();
  };
}

/** A new folder that is gone after the test, along with any server that still runs in it. */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sizhu-database-'));
  onCleanup(async () => {
    const folder = join(dataDir, 'postgres');
    const said = await readPostmaster(folder);
    if (said) await stopPostmaster(folder, said.pid, { log: silentLog });
    await rm(dataDir, { recursive: true, force: true });
  });
  return dataDir;
}

export async function start(dataDir: string, options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog, ...options });
  onCleanup(() => server.stop());
  return server;
}

export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The message of a failure. A promise that is kept is the test's failure. */
export const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => { throw new Error('It should have failed.'); },
    (error: Error) => error.message,
  );

/** Pids of the servers whose command line names this folder. */
export async function findServers(dataDir: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return pids.filter((_pid, index) => lines[index]?.includes(`sizhu.data_folder=${dataDir}/`));
}

/** Lets Node run our sources as they are: its own type stripping wants `.ts` where we write `.js`. */
const sourceHooks = `
import { registerHooks } from 'node:module';
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@sizhu/contract') return next(${JSON.stringify(toSourceUrl('../../packages/contract/src/index.ts'))}, context);
    const isOurs = /^[.][.]?[/].*[.]js$/.test(specifier) && !context.parentURL?.includes('/node_modules/');
    return next(isOurs ? specifier.replace(/js$/, 'ts') : specifier, context);
  },
});`;

function toSourceUrl(path: string): string {
  return pathToFileURL(join(__dirname, path)).href;
}

export interface ChildHub {
  readonly process: ChildProcess;
  readonly adminUrl: string;
  /** Ends the process as a crash would, with no chance to stop its server. */
  kill(): Promise<void>;
}

/** A process of its own that holds a data folder, until it is killed. */
export async function startChildHub(dataDir: string, { durable = true } = {}): Promise<ChildHub> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(toSourceUrl('../src/database/embedded.ts'))};
    const log = { info() {}, warn() {}, error() {} };
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log, durable: ${durable} });
    console.log(server.adminUrl);
    setInterval(() => {}, 1_000);`;
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(sourceHooks)}`, '--input-type=module', '--eval', script],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: __dirname },
  );
  const exited = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  onCleanup(kill);
  const lines = createInterface({ input: child.stdout });
  const [adminUrl] = await Promise.race([
    once(lines, 'line') as Promise<[string]>,
    exited.then((): never => { throw new Error('The child hub ended before its server was ready.'); }),
  ]);
  return { process: child, adminUrl, kill };
}
