import { pino, type Logger } from 'pino';

export type Log = Pick<Logger, 'error' | 'warn' | 'info'>;

/** Writes JSON lines to standard error: fields first, a constant message. `error` means that a person must act. */
export const createLog = (name: string): Log => pino({ name, base: { name } }, pino.destination({ dest: 2, sync: true }));
