import { execFile } from 'node:child_process';
import { chmod, chown, cp, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanUp, findServers, makeDataDir, query, start } from '../../tests/database-harness.js';
import { locateBinaries } from './binaries.js';
import { chooseServerUser, isRoot, reachableBinaries } from './server-user.js';

jest.setTimeout(60_000);
afterEach(cleanUp);

const asRoot = isRoot() ? describe : describe.skip;

asRoot('a hub that root starts', () => {
  it('runs its server as another user, on data below a folder that only root may enter', async () => {
    // Temporary folders are closed to all but their maker, just as /root is.
    const closed = await makeDataDir();
    const server = await start(join(closed, 'clone', '.hub'), { durable: false });
    const [pid] = await findServers(join(closed, 'clone', '.hub'));
    expect((await stat(`/proc/${pid}`)).uid).not.toBe(0);
    await server.stop();
    expect((await start(join(closed, 'clone', '.hub'), { durable: false })).firstRun).toBe(false);
  });

  it('copies the binaries to where that user can reach them, once', async () => {
    const [closed, open] = [await makeDataDir(), await makeDataDir()];
    await chmod(open, 0o755);
    const original = locateBinaries();
    const hidden = { ...original, root: join(closed, 'native') };
    await cp(original.root, hidden.root, { recursive: true, verbatimSymlinks: true });
    await chmod(hidden.root, 0o700);
    const user = await chooseServerUser(join(closed, 'postgres'));

    const copy = await reachableBinaries(hidden, user, join(open, 'copies'));
    expect(copy.root.startsWith(open)).toBe(true);
    const { stdout } = await promisify(execFile)(join(copy.root, 'bin', 'initdb'), ['--version'], { ...user, cwd: '/' });
    expect(stdout).toContain(`initdb (PostgreSQL) ${original.major}`);

    const { ino } = await stat(copy.root);
    expect((await stat((await reachableBinaries(hidden, user, join(open, 'copies'))).root)).ino).toBe(ino);
  });

  it('says so when that user can reach no binaries', async () => {
    const closed = await makeDataDir();
    const hidden = { ...locateBinaries(), root: join(closed, 'native') };
    await cp(locateBinaries().root, hidden.root, { recursive: true, verbatimSymlinks: true });
    const user = await chooseServerUser(join(closed, 'postgres'));
    await expect(reachableBinaries(hidden, user, join(closed, 'copies'))).rejects.toThrow(/move the project out of a closed folder/);
  });

  it('gives the server the user who owns the data', async () => {
    const folder = join(await makeDataDir(), 'postgres');
    await mkdir(folder);
    await chown(folder, 4_321, 4_322);
    expect(await chooseServerUser(folder)).toEqual({ uid: 4_321, gid: 4_322 });
  });

  it('takes back data that was restored with the name of root on it', async () => {
    const dataDir = await makeDataDir();
    const first = await start(dataDir, { durable: false });
    await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 7 AS value');
    await first.stop();
    await promisify(execFile)('chown', ['-R', '0:0', dataDir]);
    const second = await start(dataDir, { durable: false });
    expect(await query(second.adminUrl, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });
});

it('names the remedy on a platform without binaries', () => {
  expect(() => locateBinaries('sunos', 'sparc')).toThrow(/No built-in PostgreSQL is installed for sunos-sparc: .*set DATABASE_URL/);
});
