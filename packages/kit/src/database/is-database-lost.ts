/** Node's codes of a connection that cannot be had or has broken. */
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const WORDS = /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|server has closed the connection|can't reach database server/i;

interface Known {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly originalError?: unknown;
  /** Of GraphQL's wrapper around what is no Error to it: Node's own are none in another realm. */
  readonly thrownValue?: unknown;
}

/**
 * Whether an error says no more than that PostgreSQL is away: the question may be asked again when it is back.
 *
 * Classes 08 and 57P are lost connections and a server that stops or starts.
 * See https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
export function isDatabaseLost(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause, originalError, thrownValue } = error as Known;
  if (typeof code === 'string' && (SOCKET_CODES.has(code) || /^(08...|57P0[1-3])$/.test(code))) return true;
  if (typeof message === 'string' && WORDS.test(message)) return true;
  return [cause, originalError, thrownValue].some(isDatabaseLost);
}
