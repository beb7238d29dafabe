import { watch, type FSWatcher } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

export interface WatchOptions {
  readonly file: string;
  /** How the file was when it was read last. */
  readonly content: string;
  /** How often to look, besides notices of the system: those do not come from every file system. */
  readonly pollMs: number;
  /** A file that changed so shortly ago may not be whole yet. */
  readonly settleMs?: number;
  /** Called with each new content, one after another; what it rejects with is not looked at. */
  readonly onChange: (content: string) => Promise<void>;
}

export interface FileWatch {
  stop(): Promise<void>;
}

/**
 * Watches a file through all that editors and deployments do: written in pieces, replaced by another of its name,
 * or a link that leads elsewhere. The content decides, not its times.
 */
export function watchFile({ file, content, pollMs, settleMs = 50, onChange }: WatchOptions): FileWatch {
  let known = content;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let looking: Promise<void> | undefined;
  let isNoticed = false;

  /** Whether to look again soon. */
  async function look(): Promise<boolean> {
    const found = await readSettled(file, settleMs);
    if (found.kind !== 'whole' || found.content === known || isStopped) return found.kind === 'changing';
    known = found.content;
    await onChange(found.content).catch(() => {});
    return false;
  }

  const plan = (ms: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(start, ms).unref();
  };
  function start(): void {
    if (looking) {
      isNoticed = true;
      return;
    }
    looking = look().then((isChanging) => {
      looking = undefined;
      plan(isNoticed || isChanging ? settleMs : pollMs);
      isNoticed = false;
    });
  }

  const notices = watchFolder(dirname(file), (name) => { if (name === null || name === basename(file) || name.startsWith('..')) plan(settleMs); });
  plan(pollMs);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      notices?.close();
      await looking;
    },
  };
}

/** The folder, not the file: a file that replaces another is a new one to the system. */
function watchFolder(folder: string, onNotice: (name: string | null) => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => { onNotice(name); });
    watcher.on('error', () => { watcher.close(); });
    return watcher;
  } catch {
    // Without notices, looking from time to time remains.
    return null;
  }
}

type Found = { readonly kind: 'whole'; readonly content: string } | { readonly kind: 'changing' | 'missing' };

async function readSettled(file: string, settleMs: number): Promise<Found> {
  try {
    const before = await stat(file);
    if (Date.now() - before.mtimeMs < settleMs) await new Promise((resolve) => { setTimeout(resolve, settleMs); });
    const content = await readFile(file, 'utf8');
    const after = await stat(file);
    return after.size === before.size && after.mtimeMs === before.mtimeMs ? { kind: 'whole', content } : { kind: 'changing' };
  } catch {
    return { kind: 'missing' };
  }
}
