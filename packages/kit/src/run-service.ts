export interface Service {
  stop(): Promise<void>;
}

/**
 * Runs a service as this process until SIGINT or SIGTERM, and ends with exit code 0.
 *
 * A start under way is not cut off, because what it has begun must be put away: `signal` tells it to
 * give up early. A start that fails is one line on standard error and exit code 1. Further signals
 * change nothing: npm passes on the Ctrl-C that the terminal has delivered already.
 */
export async function runService(start: (signal: AbortSignal) => Promise<Service>): Promise<void> {
  const asked = new AbortController();
  // Nobody reads what we say any more: that is no reason to end.
  process.stdout.on('error', () => {});
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => asked.abort());
  try {
    const service = await start(asked.signal).catch((error: unknown) => {
      if (asked.signal.aborted) return null;
      throw error;
    });
    await aborted(asked.signal);
    await service?.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${toLine(error)}\n`);
    process.exit(1);
  }
}

/** Resolves when the signal is given, or at once when it was. */
export const aborted = (signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  if (signal.aborted) resolve();
  else signal.addEventListener('abort', () => resolve(), { once: true });
});

/** An error as one line. */
export const toLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim();
