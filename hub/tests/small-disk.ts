import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { makeDataDir, onCleanup } from './database-harness.js';

const run = promisify(execFile);

/** A disk of this size, or null where this user may not mount one. */
export async function mountDisk(sizeMb: number): Promise<string | null> {
  const dataDir = await makeDataDir();
  const isMounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=700`, 'tmpfs', dataDir])
    .then(() => true, () => false);
  if (!isMounted) return null;
  onCleanup(() => run('umount', [dataDir]));
  return dataDir;
}
