import type { ErrorCode } from '@sizhu/contract';

export type TransportErrorCode = Extract<ErrorCode, `SUBGRAPH_${string}`>;

export interface TransportErrorOptions extends ErrorOptions {
  /** How long the pillar asks to be left alone. */
  readonly retryAfterMs?: number;
}

/** A pillar gave no answer that could be used. The message is for the log; clients get the text of the code. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly retryAfterMs: number | undefined;

  constructor(readonly code: TransportErrorCode, message: string, { retryAfterMs, ...options }: TransportErrorOptions = {}) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whatever a transport rejects with, by one of the codes that clients know. */
export const toTransportError = (error: unknown): TransportError =>
  (error instanceof TransportError ? error : new TransportError('SUBGRAPH_UNAVAILABLE', 'The pillar did not answer.', { cause: error }));
