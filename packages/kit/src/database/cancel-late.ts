import pg from 'pg';
import { deadlineLeftMs, deadlineOver } from '../http/deadline.js';

/** Runs a statement for as long as somebody waits for its rows. */
export type CancelLate = <T>(client: pg.PoolClient, run: () => Promise<T>) => Promise<T>;

export interface LateCanceller {
  readonly cancelLate: CancelLate;
  close(): Promise<void>;
}

/**
 * Cancels statements that are still running at the deadline of their request. They are cancelled from outside, so
 * that those in time, which are nearly all, cost no word more.
 */
export function createLateCanceller(url: string): LateCanceller {
  let pool: pg.Pool | undefined;
  const cancel = async (client: pg.PoolClient): Promise<void> => {
    if (!pool) {
      pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 10_000, connectionTimeoutMillis: 2_000 });
      pool.on('error', () => {});
    }
    await pool.query('select pg_cancel_backend($1)', [(client as unknown as { readonly processID: number }).processID]);
  };

  return {
    cancelLate: async (client, run) => {
      const left = deadlineLeftMs();
      if (left === undefined) return run();
      if (left <= 0) throw deadlineOver();
      let cancelling: Promise<void> | undefined;
      const timer = setTimeout(() => { cancelling = cancel(client).catch(() => {}); }, left);
      try {
        return await run();
      } catch (error) {
        throw cancelling ? deadlineOver() : error;
      } finally {
        clearTimeout(timer);
        // The connection is given to somebody else only when nothing more is coming for it.
        await cancelling;
      }
    },
    close: async () => { await pool?.end(); },
  };
}
