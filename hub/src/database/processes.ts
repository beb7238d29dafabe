import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const hasProcFolder = process.platform === 'linux';

/** When a process started, in a form that only equality can be asked of; null when none runs. */
export async function findStartTime(pid: number): Promise<string | null> {
  if (!hasProcFolder) return askPs(pid, 'lstart=');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The command, in brackets, may hold spaces and brackets of its own: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

/** The setting, unknown to PostgreSQL itself, that marks a server of ours on its command line. */
export const toFolderMark = (folder: string): string => `sizhu.data_folder=${folder}`;

/**
 * Whether process `pid` is the PostgreSQL that a hub started on this data folder.
 *
 * The command line is asked because everyone may read it: `exe` and `cwd` of a server that runs as
 * another user are closed even to root inside a container.
 */
export async function isServerOf(folder: string, pid: number): Promise<boolean> {
  const mark = toFolderMark(folder);
  if (!hasProcFolder) {
    const command = await askPs(pid, 'command=');
    return command !== null && command.includes('/postgres ') && command.includes(` ${mark} `);
  }
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const [program = '', ...words] = line.split('\0');
  return basename(program) === 'postgres' && words.includes(mark);
}

async function askPs(pid: number, column: string): Promise<string | null> {
  const answer = await run('ps', ['-ww', '-o', column, '-p', String(pid)]).catch(() => null);
  return answer?.stdout.trim() || null;
}
