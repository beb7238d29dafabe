import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartupError } from '../startup-error.js';
import type { Binaries } from './binaries.js';
import { explainServerOutput, toLastLine } from './first-aid.js';
import { isRoot, type ServerUser } from './server-user.js';

/** A data folder with everything needed to run a server on it. */
export interface Cluster {
  readonly folder: string;
  readonly logPath: string;
  readonly portPath: string;
  readonly password: string;
  readonly user: ServerUser | null;
  readonly binaries: Binaries;
  /** False only for throw-away data: a power cut may then lose everything. */
  readonly durable: boolean;
}

export const adminName = 'sizhu_admin';

/**
 * Where PostgreSQL is told that its data lies, when it is started inside the data folder.
 *
 * Under another user a server could not walk to a folder below /root. It need not: the working
 * directory is entered before the user changes, and this link leads there without a walk.
 */
export const toDataArgument = (folder: string, user: ServerUser | null): string =>
  user && process.platform === 'linux' ? '/proc/self/cwd' : folder;

/** Whether the folder holds data already. Throws when it holds data that this hub cannot use. */
export async function hasData(folder: string, major: string): Promise<boolean> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!found) return false;
  const uid = process.getuid?.();
  if (!isRoot() && uid !== undefined && found.uid !== uid) {
    throw new StartupError(
      `The database in ${folder} belongs to another user (uid ${found.uid}), probably because the hub ran as root: `
      + `start it as root again, let root run "chown -R ${uid} ${dirname(folder)}", or set HUB_DATA_DIR to another folder.`,
    );
  }
  const names = await readdir(folder);
  if (names.length === 0) return false;
  const version = (await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version === major) return true;
  if (version === '') {
    throw new StartupError(
      `${folder} holds files but no PostgreSQL data: move it away, or set HUB_DATA_DIR to another folder.`,
    );
  }
  throw new StartupError(
    `The data in ${folder} was made by PostgreSQL ${version} and this hub brings PostgreSQL ${major}: `
    + `move the data over with pg_dump of version ${version}, run a PostgreSQL ${version} on it and set DATABASE_URL, `
    + 'or set HUB_DATA_DIR to another folder.',
  );
}

/** Reads the administrator's password, or makes one when there is no data yet that knows another. */
export async function ensurePassword(path: string, mayCreate: boolean): Promise<string> {
  const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (known.trim()) return known.trim();
  if (!mayCreate) {
    throw new StartupError(
      `The file ${path} with the database's password is missing or empty: put it back from a backup, `
      + 'or move the data folder away to begin with an empty database.',
    );
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(path, `${password}\n`, { mode: 0o600 });
  return password;
}

/**
 * Creates the data. It grows in a folder of its own and gets its name when complete, so that an
 * interrupted first start leaves nothing that looks like a database.
 */
export async function createData(cluster: Cluster, passwordPath: string): Promise<void> {
  const draft = `${cluster.folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (cluster.user) {
    for (const path of [draft, passwordPath]) await chown(path, cluster.user.uid, cluster.user.gid);
  }
  const { code, output } = await runInitdb(cluster, draft, passwordPath);
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw explainServerOutput(output, cluster.folder)
      ?? new StartupError(`PostgreSQL could not create its data in ${cluster.folder}: ${toLastLine(output)}`);
  }
  // Takes the place of nothing or of an empty folder; on any other it fails.
  await rename(draft, cluster.folder);
}

async function runInitdb({ binaries, user, durable }: Cluster, draft: string, passwordPath: string) {
  // Opened here and handed over: the server's user could not reach the file by its path.
  const password = await open(passwordPath);
  // Sorting by code points that come with PostgreSQL: a system update cannot reorder an index.
  const words = [
    '-D', toDataArgument(draft, user), '--username', adminName, '--pwfile=/dev/stdin',
    '--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8',
    `--locale=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
    '--no-instructions', ...(durable ? [] : ['--no-sync']),
  ];
  try {
    const child = spawn(join(binaries.root, 'bin', 'initdb'), words, {
      ...user, cwd: draft, detached: true, stdio: [password.fd, 'pipe', 'pipe'], env: toServerEnvironment(),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => { output += text; });
    }
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    return { code, output };
  } finally {
    await password.close();
  }
}

/** English messages, because we read them; and none of the variables that steer PostgreSQL. */
export const toServerEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))),
  LC_MESSAGES: 'C',
});
