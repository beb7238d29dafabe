import { execFile, spawn } from 'node:child_process';
import { chown, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.js';
import { toDataArgument, toServerEnvironment, type Cluster } from './cluster.js';
import { explainServerOutput, toLastLine } from './first-aid.js';
import type { DatabaseLog } from './log.js';
import { choosePort } from './port.js';
import { isServerOf, toFolderMark } from './processes.js';
import { readSince, sizeOf, trimLog } from './server-log.js';
import { toSettings } from './server-settings.js';
import { waitUntil } from './wait-until.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** What the server says about itself in its data folder. Null when it says nothing complete. */
export async function readPostmaster(folder: string): Promise<(Postmaster & { readonly ready: boolean }) | null> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  // A single-user server writes its pid negated.
  return pid > 0 ? { pid, port: port || 0, ready: lines[7]?.trim() === 'ready' } : null;
}

/** Starts the server and waits until it takes connections. */
export async function startPostmaster(cluster: Cluster, startTimeoutMs: number, log: DatabaseLog): Promise<Postmaster> {
  await clearStalePostmaster(cluster.folder);
  await trimLog(cluster.logPath);
  const deadline = performance.now() + startTimeoutMs;
  let preferred = await readFile(cluster.portPath, 'utf8').then(Number, () => 0);
  for (;;) {
    const port = await choosePort(preferred);
    const offset = await sizeOf(cluster.logPath);
    const { pid, exited } = await launch(cluster, port);
    const settled = await waitUntil(async () => {
      const said = await readPostmaster(cluster.folder);
      return exited() || (said?.pid === pid && said.ready);
    }, deadline - performance.now());
    if (settled && !exited()) {
      await rememberPort(cluster, port);
      return { pid, port };
    }
    if (!settled) {
      await stopPostmaster(cluster.folder, pid, { log });
      throw new StartupError(
        `The database did not start within ${startTimeoutMs / 1000} s: read ${cluster.logPath}, then start again.`,
      );
    }
    const output = await readSince(cluster.logPath, offset);
    const isPortTaken = /could not bind|Address already in use/.test(output);
    // Backends of a killed server end by themselves, as soon as they have finished their statement.
    const isStillAttached = output.includes('pre-existing shared memory block');
    if ((!isPortTaken && !isStillAttached) || performance.now() > deadline) {
      throw explainServerOutput(output, cluster.folder) ?? new StartupError(
        `The database did not start: ${toLastLine(output)} (more in ${cluster.logPath}).`,
      );
    }
    if (isPortTaken) preferred = 0;
    else await waitUntil(() => false, 250);
  }
}

/**
 * Forgets a dead server whose process number is still in use, by somebody else or by its own remains
 * that no parent has collected; PostgreSQL would refuse to start. Should a server be at work here
 * after all, its shared memory, which is found through the folder's inode, keeps a second one out.
 */
async function clearStalePostmaster(folder: string): Promise<void> {
  const said = await readPostmaster(folder);
  if (!said || !isInUse(said.pid) || (await isServerOf(folder, said.pid))) return;
  await rm(join(folder, 'postmaster.pid'), { force: true });
}

/** The question that PostgreSQL asks too; signal 0 is none. */
function isInUse(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function rememberPort({ portPath, user }: Cluster, port: number): Promise<void> {
  await writeFile(portPath, String(port));
  if (user) await chown(portPath, user.uid, user.gid);
}

async function launch(cluster: Cluster, port: number) {
  const { folder, user, binaries, logPath } = cluster;
  await ownByServer(cluster);
  const logFile = await open(logPath, 'a', 0o600);
  try {
    if (user) await chown(logPath, user.uid, user.gid);
    const words = Object.entries(toSettings(port, cluster.durable)).map(([name, value]) => `${name}=${value}`);
    // A session of its own: Ctrl-C in the terminal goes to the hub alone, which stops the server in order.
    const child = spawn(
      join(binaries.root, 'bin', 'postgres'),
      ['-D', toDataArgument(folder, user), ...[toFolderMark(folder), ...words].flatMap((word) => ['-c', word])],
      { ...user, cwd: folder, detached: true, stdio: ['ignore', logFile.fd, logFile.fd], env: toServerEnvironment() },
    );
    let ended = false;
    child.once('exit', () => { ended = true; });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('error', reject).once('spawn', () => resolve(child.pid ?? 0));
    });
    child.unref();
    return { pid, exited: () => ended };
  } finally {
    await logFile.close();
  }
}

/** Root may have copied or restored the data with its own name on it. */
async function ownByServer({ folder, user }: Cluster): Promise<void> {
  if (!user || (await stat(folder)).uid === user.uid) return;
  await promisify(execFile)('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
}

/** Ends the server: its clients are thrown out and everything is written; without that after a while. */
export async function stopPostmaster(
  folder: string,
  pid: number,
  { log, fastTimeoutMs = 30_000 }: { log: DatabaseLog; fastTimeoutMs?: number },
): Promise<void> {
  const isGone = async () => !(await isServerOf(folder, pid));
  // Fast, then immediate shutdown: https://www.postgresql.org/docs/18/server-shutdown.html
  for (const [signal, timeoutMs] of [['SIGINT', fastTimeoutMs], ['SIGQUIT', 10_000]] as const) {
    if (await isGone()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    if (await waitUntil(isGone, timeoutMs)) return;
    log.warn({ pid, signal, timeoutMs }, 'The database has not stopped yet');
  }
  log.error({ pid }, 'The database cannot be stopped');
}
