import { copyFile, open, stat, truncate } from 'node:fs/promises';

const maxLogBytes = 8 * 1024 * 1024;
const trimIntervalMs = 30_000;

/**
 * Keeps the server's log between nothing and a few times `maxLogBytes`: the full one becomes
 * `.1` and is emptied in place. That is possible under a running server because it appends.
 */
export async function trimLog(path: string, maxBytes = maxLogBytes): Promise<void> {
  if ((await sizeOf(path)) <= maxBytes) return;
  await copyFile(path, `${path}.1`);
  await truncate(path);
}

/** Trims now and from time to time. Returns the way to end it. */
export function keepTrimmed(path: string): () => void {
  const trim = () => void trimLog(path).catch(() => {});
  trim();
  const timer = setInterval(trim, trimIntervalMs).unref();
  return () => clearInterval(timer);
}

export const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

/** What was written from `offset` on, at most 64 KiB of it. */
export async function readSince(path: string, offset: number): Promise<string> {
  const file = await open(path).catch(() => null);
  if (!file) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, offset);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
