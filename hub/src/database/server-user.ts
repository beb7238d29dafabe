import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.js';
import type { Binaries } from './binaries.js';

const run = promisify(execFile);

/** The user that the server's processes run as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * PostgreSQL refuses to run as root. A hub that does gives its server the user who already owns the
 * data, else `postgres`, else a system user `sizhu` that it creates. Null: the hub's own user.
 */
export async function chooseServerUser(folder: string): Promise<ServerUser | null> {
  if (!isRoot()) return null;
  const owner = await stat(folder).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await findUser('postgres')) ?? (await findUser('sizhu')) ?? (await createUser('sizhu'));
}

async function findUser(name: string): Promise<ServerUser | null> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name]).catch(() => null)));
  return uid && gid ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

async function createUser(name: string): Promise<ServerUser> {
  const refuse = (cause?: unknown) => new StartupError(
    'PostgreSQL does not run as root, and no system user could be created for it: '
    + 'start the hub as an ordinary user, or set DATABASE_URL.',
    { cause },
  );
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name])
    .catch((cause: unknown) => { throw refuse(cause); });
  const user = await findUser(name);
  if (!user) throw refuse();
  return user;
}

/**
 * Binaries that the server's user may run. Below a closed folder such as /root nobody but root can
 * reach them, and the server loads its libraries by absolute path: it then gets a copy (60 MB, made
 * once) that root owns and everybody may read.
 */
export async function reachableBinaries(
  binaries: Binaries,
  user: ServerUser | null,
  copies = '/var/lib/sizhu',
): Promise<Binaries> {
  if (!user || (await canRun(binaries, user))) return binaries;
  const copy = { ...binaries, root: join(copies, `postgresql-${binaries.version}`) };
  if (!(await canRun(copy, user))) await copyBinaries(binaries.root, copy.root);
  if (await canRun(copy, user)) return copy;
  throw new StartupError(
    `The system user of the database can run PostgreSQL neither from ${binaries.root} nor from ${copy.root}: `
    + 'move the project out of a closed folder such as /root, start the hub as an ordinary user, or set DATABASE_URL.',
  );
}

const canRun = ({ root }: Binaries, user: ServerUser): Promise<boolean> =>
  run(join(root, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/' }).then(() => true, () => false);

async function copyBinaries(from: string, to: string): Promise<void> {
  const draft = `${to}.${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  // A strict umask must not close the way to the copy.
  await chmod(dirname(to), 0o755);
  await cp(from, draft, { recursive: true, verbatimSymlinks: true });
  for (const entry of await readdir(draft, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isSymbolicLink()) await chmod(path, (await stat(path)).mode | (entry.isDirectory() ? 0o755 : 0o444));
  }
  for (const program of await readdir(join(draft, 'bin'))) await chmod(join(draft, 'bin', program), 0o755);
  await chmod(draft, 0o755);
  await rm(to, { recursive: true, force: true });
  await rename(draft, to);
}
